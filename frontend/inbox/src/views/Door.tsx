/** What the screens at the door share: their frame, their fields, their one form at a time. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { ApiError, why } from "../live/api.ts";
import { Mark } from "./Icon.tsx";

export function Brand() {
  return (
    <p class="brand">
      <Mark size={30} />
      Deskbell
    </p>
  );
}

interface FormProps {
  title: string;
  lead?: string;
  go: string;
  busy: string;
  submit: (form: FormData) => Promise<void>;
  children?: ComponentChildren;
}

export function DoorForm({ title, lead, go, busy, submit, children }: FormProps) {
  const [problem, setProblem] = useState("");
  const [running, setRunning] = useState(false);
  const [coded, setCoded] = useState(false);
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    setRunning(true);
    setProblem("");
    const failed = (error: unknown): void => {
      const wanted = error instanceof ApiError && error.code === "second_factor";
      setProblem(wanted && !coded ? "" : why(error));
      if (wanted) setCoded(true);
    };
    void submit(new FormData(event.currentTarget as HTMLFormElement)).catch(failed).finally(() => setRunning(false));
  };
  return (
    <form class="door-form" onSubmit={send} aria-busy={running}>
      <Brand />
      <h1>{title}</h1>
      {lead && <p>{lead}</p>}
      {children}
      {coded && <CodeField />}
      <p class="problem" role="alert">
        {problem}
      </p>
      <button class="button button-ink button-wide" disabled={running}>
        {running ? busy : go}
      </button>
    </form>
  );
}

/** Nothing to fill in: what happened, and the way on. */
export function DoorNote({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="door-form" role="status">
      <Brand />
      <h1>{title}</h1>
      {children}
    </div>
  );
}

/** A link that is spent, too old, or none of ours. */
export function DeadLink({ problem, href, go }: { problem: string; href: string; go: string }) {
  return (
    <DoorNote title="This link does not open.">
      <p>{problem}</p>
      <a class="button" href={href} target="_self">
        {go}
      </a>
    </DoorNote>
  );
}

/** Where no mail is sent, a link comes from whoever runs the server. */
export function PrintedLink({ email, children }: { email: string; children?: ComponentChildren }) {
  return (
    <DoorNote title="Ask for your link.">
      <p>This server sends no mail. Whoever runs it can print your link:</p>
      <pre class="door-command">deskbell door-link --email {email}</pre>
      {children}
    </DoorNote>
  );
}

export function EmailField({ autofocus = true }: { autofocus?: boolean }) {
  return (
    <label class="field">
      <span>E-mail</span>
      <input name="email" type="email" autocomplete="username" required autofocus={autofocus} spellcheck={false} />
    </label>
  );
}

export function NewPassword() {
  return (
    <label class="field">
      <span>Password, 8 characters or more</span>
      <input name="password" type="password" autocomplete="new-password" required minLength={8} />
    </label>
  );
}

export function CodeField() {
  return (
    <label class="field">
      <span>Code from your telephone, or a recovery code</span>
      <input name="code" autocomplete="one-time-code" required maxLength={20} autofocus />
    </label>
  );
}

export const field = (form: FormData, name: string): string => String(form.get(name) ?? "").trim();
