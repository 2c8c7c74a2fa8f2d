/** A forgotten password: asking for a link, and choosing a new one behind it. */
import { useEffect, useState } from "preact/hooks";
import { api, why } from "../live/api.ts";
import { DeadLink, DoorForm, DoorNote, EmailField, field, NewPassword, PrintedLink } from "./Door.tsx";

const SignInLink = () => (
  <a class="button" href="/inbox" target="_self">
    Sign in
  </a>
);

function Asking() {
  const [sent, setSent] = useState<{ email: string; mail: boolean } | null>(null);
  const submit = async (form: FormData): Promise<void> => {
    const email = field(form, "email");
    setSent({ email, mail: (await api.forgot(email)).mail });
  };
  if (sent && !sent.mail)
    return (
      <PrintedLink email={sent.email}>
        <SignInLink />
      </PrintedLink>
    );
  if (sent)
    return (
      <DoorNote title="Look into your mail.">
        <p>If {sent.email} has a login here, a link went there. It works for an hour.</p>
        <SignInLink />
      </DoorNote>
    );
  return (
    <DoorForm title="Forgot it?" lead="It happens. A link to choose a new password goes to your address." go="Send me a link" busy="One moment…" submit={submit}>
      <EmailField />
    </DoorForm>
  );
}

function Choosing({ token }: { token: string }) {
  const [email, setEmail] = useState("");
  const [problem, setProblem] = useState("");
  const [done, setDone] = useState(false);
  useEffect(() => void api.resetLink(token).then((link) => setEmail(link.email), (error: unknown) => setProblem(why(error))), []);
  const submit = async (form: FormData): Promise<void> => {
    await api.finishReset(token, String(form.get("password")));
    setDone(true);
  };
  if (problem) return <DeadLink problem={problem} href="/reset" go="Ask for another" />;
  if (done)
    return (
      <DoorNote title="Your new password is set.">
        <p>You are signed out everywhere. Sign in with it.</p>
        <SignInLink />
      </DoorNote>
    );
  return email ? (
    <DoorForm title="Choose a new password." lead={email} go="Set it" busy="One moment…" submit={submit}>
      <NewPassword />
      <input type="hidden" name="username" autocomplete="username" value={email} />
    </DoorForm>
  ) : null;
}

export function Reset({ token }: { token: string }) {
  return <main class="door">{token ? <Choosing token={token} /> : <Asking />}</main>;
}
