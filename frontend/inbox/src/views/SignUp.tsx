/** Signing up: asking for a link, and choosing name and password behind it. A new server's first owner does both at once. */
import { useEffect, useState } from "preact/hooks";
import { api, type DoorStanding, why } from "../live/api.ts";
import { toast } from "../live/screen.ts";
import { DeadLink, DoorForm, DoorNote, EmailField, field, NewPassword, PrintedLink } from "./Door.tsx";

const start = (): void => location.replace("/settings/start");

export function YourName() {
  return (
    <label class="field">
      <span>Your name, as visitors read it</span>
      <input name="name" autocomplete="name" required maxLength={60} />
    </label>
  );
}

function Sent({ email, business, mail }: { email: string; business: string; mail: boolean }) {
  const again = (): void => void api.signUp({ email, business }).then(() => toast("Sent again."), (error: unknown) => toast(why(error), { tone: "bad" }));
  if (!mail) return <PrintedLink email={email} />;
  return (
    <DoorNote title="Look into your mail.">
      <p>A link went to {email}. It works for 48 hours; with it you choose a password and begin.</p>
      <p class="quiet">Nothing there? Look into the spam folder.</p>
      <button class="button" type="button" onClick={again}>
        Send it again
      </button>
    </DoorNote>
  );
}

function Asking({ door }: { door: DoorStanding }) {
  const [sent, setSent] = useState<{ email: string; business: string } | null>(null);
  const first = door.sign_up === "first";
  const submit = async (form: FormData): Promise<void> => {
    const email = field(form, "email");
    const business = field(form, "business");
    await api.signUp({ email, business, ...(first ? { name: field(form, "name"), password: String(form.get("password")) } : {}) });
    if (first) start();
    else setSent({ email, business });
  };
  if (sent) return <Sent {...sent} mail={door.mail} />;
  return (
    <>
      <DoorForm
        title={first ? "This desk is yours." : "Put a bell on your desk."}
        lead={first ? "The server is new, and the first who signs up owns it." : "Free to try. No card."}
        go={first ? "Begin" : "Send me a link"}
        busy="One moment…"
        submit={submit}
      >
        <label class="field">
          <span>Name of your business</span>
          <input name="business" autocomplete="organization" required maxLength={60} autofocus />
        </label>
        <EmailField autofocus={false} />
        {first && <YourName />}
        {first && <NewPassword />}
      </DoorForm>
      <p class="door-other">
        Signed up already? <a href="/inbox" target="_self">Sign in</a>
      </p>
    </>
  );
}

function Finishing({ token, link }: { token: string; link: { email: string; business: string } }) {
  const submit = async (form: FormData): Promise<void> => {
    await api.finishSignUp(token, field(form, "name"), String(form.get("password")), field(form, "code"));
    start();
  };
  return (
    <DoorForm title={`Welcome, ${link.business}.`} lead={link.email} go="Begin" busy="One moment…" submit={submit}>
      <YourName />
      <NewPassword />
      <input type="hidden" name="username" autocomplete="username" value={link.email} />
    </DoorForm>
  );
}

export function SignUp({ token }: { token: string }) {
  const [door, setDoor] = useState<DoorStanding | null>(null);
  const [link, setLink] = useState<{ email: string; business: string } | null>(null);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    const failed = (error: unknown): void => setProblem(why(error));
    if (token) void api.signUpLink(token).then(setLink, failed);
    else void api.door().then(setDoor, failed);
  }, []);
  return (
    <main class="door">
      <div class="door-column">
        {problem && <DeadLink problem={problem} href="/sign-up" go="Sign up again" />}
        {!problem && link && <Finishing token={token} link={link} />}
        {door?.sign_up === "closed" && (
          <DoorNote title="By invitation only.">
            <p>Nobody can sign up on this server. Ask somebody of your team for an invitation.</p>
            <a class="button" href="/inbox" target="_self">
              Sign in
            </a>
          </DoorNote>
        )}
        {door && door.sign_up !== "closed" && <Asking door={door} />}
      </div>
    </main>
  );
}
