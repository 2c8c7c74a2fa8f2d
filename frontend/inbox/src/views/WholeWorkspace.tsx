/** The workspace as a whole, for its owners: everything of it as one file, and the end of it. Both ask who one is again. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { moment } from "../model/clock.ts";
import { sizeText } from "../model/files.ts";
import { why } from "../live/api.ts";
import { privacyApi, type Again, type Packed, type Whole } from "../live/privacy.ts";
import { toast } from "../live/screen.ts";
import { field } from "./Door.tsx";

interface AskProps {
  coded: boolean;
  go: string;
  danger?: boolean;
  send: (given: Again, form: FormData) => Promise<void>;
  close: () => void;
  children?: ComponentChildren;
}

function AskAgain({ coded, go, danger, send, close, children }: AskProps) {
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    setProblem("");
    void send({ password: String(form.get("password")), code: field(form, "code") }, form)
      .catch((error: unknown) => setProblem(why(error)))
      .finally(() => setBusy(false));
  };
  return (
    <form class="password-form" onSubmit={submit} aria-busy={busy}>
      {children}
      <label class="field">
        <span>Your password</span>
        <input name="password" type="password" autocomplete="current-password" required autofocus={!children} />
      </label>
      {coded && (
        <label class="field">
          <span>Code from your telephone</span>
          <input name="code" autocomplete="one-time-code" required maxLength={20} />
        </label>
      )}
      <p class="problem" role="alert">
        {problem}
      </p>
      <div class="setting-row">
        <button class={danger ? "button button-danger" : "button button-ink"} disabled={busy}>
          {busy ? "One moment…" : go}
        </button>
        <button class="button" type="button" onClick={close}>
          Cancel
        </button>
      </div>
    </form>
  );
}

function TakeAlong({ coded }: { coded: boolean }) {
  const [asking, setAsking] = useState(false);
  const [made, setMade] = useState<Packed | null>(null);
  const close = (): void => setAsking(false);
  const make = async (given: Again): Promise<void> => {
    setMade(await privacyApi.pack(given));
    close();
  };
  return (
    <section class="setting" aria-label="The whole workspace">
      <h3>The whole workspace</h3>
      <p>Settings, team, knowledge, contacts and every conversation in one file, which another installation takes in. Passwords, keys and other secrets stay here.</p>
      {asking && <AskAgain coded={coded} go="Make the file" send={make} close={close} />}
      {!asking && made && (
        <div class="setting-row">
          <a class="button button-ink" href={privacyApi.packed(made.id)} download>
            Download {sizeText(made.bytes)}
          </a>
          <span class="quiet">{made.rows.toLocaleString("en")} rows, here for 15 minutes</span>
        </div>
      )}
      {!asking && !made && (
        <button class="button" type="button" onClick={() => setAsking(true)}>
          Export everything…
        </button>
      )}
    </section>
  );
}

function End({ whole, reload }: { whole: Whole; reload: () => void }) {
  const [asking, setAsking] = useState(false);
  const close = (): void => setAsking(false);
  const end = async (given: Again, form: FormData): Promise<void> => {
    await privacyApi.leave({ ...given, name: field(form, "name") });
    close();
    reload();
  };
  const keep = (): void =>
    void privacyApi.stay().then(
      () => {
        toast("The workspace stays");
        reload();
      },
      (error: unknown) => toast(why(error), { tone: "bad" }),
    );
  if (whole.leaving_at !== null)
    return (
      <section class="setting leaving" aria-label="Delete the workspace" role="status">
        <h3>Being deleted</h3>
        <p>
          <strong>Everything of {whole.name} goes on {moment(whole.leaving_at)}, for good.</strong> The widget is off its pages already. Until then you can keep it; a plan has to be chosen again.
        </p>
        <button class="button button-ink" type="button" onClick={keep}>
          Keep the workspace
        </button>
      </section>
    );
  return (
    <section class="setting" aria-label="Delete the workspace">
      <h3>Delete the workspace</h3>
      <p>
        The widget leaves its pages at once{whole.plan ? ", and your plan ends without a refund" : ""}. For seven days you can take it back. Then everything is gone, for good.
      </p>
      {asking ? (
        <AskAgain coded={whole.second_factor} go="Delete it" danger send={end} close={close}>
          <label class="field">
            <span>Its name, to be sure: {whole.name}</span>
            <input name="name" autocomplete="off" required maxLength={200} autofocus spellcheck={false} />
          </label>
        </AskAgain>
      ) : (
        <button class="button" type="button" onClick={() => setAsking(true)}>
          Delete the workspace…
        </button>
      )}
    </section>
  );
}

export function WholeWorkspace() {
  const [whole, setWhole] = useState<Whole | null>(null);
  const reload = (): void => void privacyApi.whole().then(setWhole, (error: unknown) => toast(why(error), { tone: "bad" }));
  useEffect(reload, []);
  return (
    whole && (
      <>
        <TakeAlong coded={whole.second_factor} />
        <End whole={whole} reload={reload} />
      </>
    )
  );
}
