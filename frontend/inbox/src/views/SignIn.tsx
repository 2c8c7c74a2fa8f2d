/** The door. */
import { useEffect, useRef, useState } from "preact/hooks";
import { api, ApiError } from "../live/api.ts";
import { start } from "../live/flow.ts";
import { Brand, CodeField, EmailField } from "./Door.tsx";
import { Knot } from "./Icon.tsx";

function complaint(error: unknown): string {
  if (!(error instanceof ApiError)) return "Something went wrong. Try again.";
  if (error.code === "second_factor") return error.message;
  if (error.code === "wrong_credentials" || error.status === 401) return "That e-mail and password do not belong together.";
  if (error.status === 429) return `Too many tries. Wait ${error.retryAfter ? `${error.retryAfter} seconds` : "a little"} and try again.`;
  return error.message;
}

export function SignIn() {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const password = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const [coded, setCoded] = useState(false);
  useEffect(() => void api.door().then((door) => setOpen(door.sign_up !== "closed"), () => undefined), []);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    setProblem(null);
    try {
      await api.signIn(String(form.get("email")).trim(), String(form.get("password")), String(form.get("code") ?? ""));
      await start();
    } catch (error) {
      const wanted = error instanceof ApiError && error.code === "second_factor";
      setProblem(wanted && !coded ? "" : complaint(error));
      setBusy(false);
      if (wanted) setCoded(true);
      else password.current?.select();
    }
  };
  return (
    <main class="door">
      <form class="door-form" onSubmit={(event) => void submit(event)} aria-busy={busy}>
        <Brand />
        <h1>Somebody is at the desk.</h1>
        <EmailField />
        <label class="field">
          <span>Password</span>
          <input ref={password} name="password" type="password" autocomplete="current-password" required aria-describedby={problem ? "door-problem" : undefined} />
        </label>
        {coded && <CodeField />}
        <p class="problem" id="door-problem" role="alert">
          {problem}
        </p>
        <div class="door-go">
          <button class="button button-ink button-wide" disabled={busy}>
            {busy ? "Signing in…" : "Sign in"}
          </button>
          <div class="door-seam" aria-hidden="true">
            <Knot wide={220} />
          </div>
        </div>
        <p class="door-other">
          <a href="/sign-in/mail" target="_self">Sign in by mail</a>
          <a href="/reset" target="_self">Forgot it?</a>
          {open && (
            <a href="/sign-up" target="_self">
              Sign up
            </a>
          )}
        </p>
      </form>
    </main>
  );
}
