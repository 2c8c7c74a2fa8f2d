/** What a person may ask for: all that is known of them as a file, and to be forgotten. For owners and admins. */
import { useState } from "preact/hooks";
import { goes, type Gone } from "../model/privacy.ts";
import { why } from "../live/api.ts";
import { privacyApi } from "../live/privacy.ts";
import { go, toast, useScreen } from "../live/screen.ts";

export function ContactPrivacy({ id, name }: { id: string; name: string }) {
  const role = useScreen((s) => s.desk.me?.operator.role);
  const [asking, setAsking] = useState<Gone | null>(null);
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  if (role !== "owner" && role !== "admin") return null;
  const attempt = <T,>(work: Promise<T>, then: (found: T) => void): void => {
    setBusy(true);
    setProblem("");
    void work.then(then, (error: unknown) => setProblem(why(error))).finally(() => setBusy(false));
  };
  const erase = (): void =>
    attempt(privacyApi.erase(id), () => {
      toast(`${name} was erased`);
      go({ at: "contacts", query: "" }, true);
    });
  return (
    <section class="contact-part" aria-label="Their data">
      <h3>Their data</h3>
      <p class="quiet">People may ask what you know of them, and to be forgotten.</p>
      {asking ? (
        <div class="erasing" role="alertdialog" aria-label="Erase for good?">
          <p>
            <strong dir="auto">Erase {name} for good?</strong> This takes away {goes(asking)}. Nobody can bring it back. Only backups made before still hold it.
          </p>
          <div class="setting-row">
            <button class="button button-danger" type="button" disabled={busy} onClick={erase}>
              Erase for good
            </button>
            <button class="button" type="button" autofocus onClick={() => setAsking(null)}>
              Keep
            </button>
          </div>
        </div>
      ) : (
        <div class="setting-row">
          <a class="button" href={privacyApi.everything(id)} download={`${id}.json`}>
            Download all of it
          </a>
          <button class="button" type="button" disabled={busy} onClick={() => attempt(privacyApi.wouldGo(id), ({ goes: found }) => setAsking(found))}>
            Erase…
          </button>
        </div>
      )}
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}
