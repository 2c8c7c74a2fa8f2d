/** Signing in by a link in a mail: asking for it, and going in behind it. */
import { useEffect, useState } from "preact/hooks";
import { api, why } from "../live/api.ts";
import { DeadLink, DoorForm, DoorNote, EmailField, field } from "./Door.tsx";

const WithPassword = () => (
  <a class="button" href="/inbox" target="_self">
    Use the password
  </a>
);

function Asking() {
  const [sent, setSent] = useState<{ email: string; mail: boolean } | null>(null);
  const submit = async (form: FormData): Promise<void> => {
    const email = field(form, "email");
    setSent({ email, mail: (await api.askIn(email)).mail });
  };
  if (sent)
    return (
      <DoorNote title={sent.mail ? "Look into your mail." : "No mail from here."}>
        <p>{sent.mail ? `If ${sent.email} has a login here, a link went there. It works once, for 15 minutes.` : "This server sends no mail, so no link either."}</p>
        <WithPassword />
      </DoorNote>
    );
  return (
    <div class="door-column">
      <DoorForm title="A link instead." lead="It goes to your address, and no password is needed." go="Send me a link" busy="One moment…" submit={submit}>
        <EmailField />
      </DoorForm>
      <p class="door-other">
        <a href="/inbox" target="_self">
          Use the password
        </a>
      </p>
    </div>
  );
}

/** A click goes in, not the opening of the page: some mail programs open every link. */
function Entering({ token }: { token: string }) {
  const [email, setEmail] = useState("");
  const [problem, setProblem] = useState("");
  useEffect(() => void api.inLink(token).then((link) => setEmail(link.email), (error: unknown) => setProblem(why(error))), []);
  const submit = async (form: FormData): Promise<void> => {
    await api.enter(token, field(form, "code"));
    location.replace("/inbox");
  };
  if (problem) return <DeadLink problem={problem} href="/sign-in/mail" go="Ask for another" />;
  return email ? <DoorForm title="Welcome back." lead={email} go="Sign in" busy="Signing in…" submit={submit} /> : null;
}

export function MailedIn({ token }: { token: string }) {
  return <main class="door">{token ? <Entering token={token} /> : <Asking />}</main>;
}
