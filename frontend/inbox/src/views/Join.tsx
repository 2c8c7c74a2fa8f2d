/** The door for whoever was invited: the link's part behind the # is the invitation. */
import { useEffect, useState } from "preact/hooks";
import { ROLE_NAMES, type Role } from "../model/team.ts";
import { api, ApiError } from "../live/api.ts";
import { Mark } from "./Icon.tsx";

const said = (error: unknown): string => (error instanceof ApiError ? error.message : "That did not work. Try again.");

function NoGood({ text }: { text: string }) {
  return (
    <div class="door-form" role="alert">
      <h1>This link does not open.</h1>
      <p>{text}</p>
      <a class="button" href="/inbox" target="_self">
        Go to the inbox
      </a>
    </div>
  );
}

export function Join({ token }: { token: string }) {
  const [asked, setAsked] = useState<{ workspace: string; email: string; role: Role } | null>(null);
  const [closed, setClosed] = useState("");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  useEffect(() => void api.invitation(token).then(setAsked, (error: unknown) => setClosed(said(error))), []);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    setProblem("");
    try {
      await api.join(token, String(form.get("name")).trim(), String(form.get("password")));
      location.replace("/inbox");
    } catch (error) {
      setProblem(said(error));
      setBusy(false);
    }
  };
  return (
    <main class="door">
      {closed && <NoGood text={closed} />}
      {asked && (
        <form class="door-form" onSubmit={(event) => void submit(event)} aria-busy={busy}>
          <p class="brand">
            <Mark size={30} />
            Deskbell
          </p>
          <h1>{asked.workspace} would like you at the desk.</h1>
          <p>
            {ROLE_NAMES[asked.role]}, as {asked.email}
          </p>
          <label class="field">
            <span>Your name, as visitors read it</span>
            <input name="name" autocomplete="name" required maxLength={60} autofocus />
          </label>
          <label class="field">
            <span>Password</span>
            <input name="password" type="password" autocomplete="new-password" required minLength={8} aria-describedby="join-problem" />
          </label>
          <input type="hidden" name="username" autocomplete="username" value={asked.email} />
          <p class="problem" id="join-problem" role="alert">
            {problem}
          </p>
          <button class="button button-ink button-wide" disabled={busy}>
            {busy ? "Joining…" : "Join the team"}
          </button>
        </form>
      )}
    </main>
  );
}
