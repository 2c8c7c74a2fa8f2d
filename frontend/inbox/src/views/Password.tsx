/** One's own password. */
import { useState } from "preact/hooks";
import { api, why } from "../live/api.ts";
import { toast } from "../live/screen.ts";

export function PasswordForm() {
  const [problem, setProblem] = useState("");
  const failed = (error: unknown): void => setProblem(why(error));
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const page = event.currentTarget as HTMLFormElement;
    const form = new FormData(page);
    setProblem("");
    void api.changePassword(String(form.get("current")), String(form.get("new"))).then(() => {
      page.reset();
      toast("Changed. Everywhere else you are signed out.");
    }, failed);
  };
  return (
    <form class="password-form" onSubmit={submit}>
      <label class="field">
        <span>Present password</span>
        <input name="current" type="password" autocomplete="current-password" required />
      </label>
      <label class="field">
        <span>New password, 8 characters or more</span>
        <input name="new" type="password" autocomplete="new-password" required minLength={8} aria-describedby="password-problem" />
      </label>
      <p class="problem" id="password-problem" role="alert">
        {problem}
      </p>
      <button class="button">Change it</button>
    </form>
  );
}
