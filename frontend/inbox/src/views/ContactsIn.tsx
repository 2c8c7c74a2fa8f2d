/** New contacts: one by hand, or many from a sheet with the truth about every line. */
import { useState } from "preact/hooks";
import type { ImportReport } from "../model/contacts.ts";
import { why } from "../live/api.ts";
import { contactsApi } from "../live/contacts.ts";
import { go } from "../live/screen.ts";
import { Icon } from "./Icon.tsx";

function ByHand() {
  const [problem, setProblem] = useState("");
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const value = (name: string): string => String(form.get(name) ?? "");
    contactsApi.add({ name: value("name"), email: value("email"), phone: value("phone") }).then(
      ({ contact }) => go({ at: "contact", id: contact.id }),
      (error: unknown) => setProblem(why(error)),
    );
  };
  return (
    <form class="contacts-in-part" onSubmit={submit}>
      <h3>One person</h3>
      <label class="field">
        <span>Name</span>
        <input name="name" maxLength={80} autocomplete="off" />
      </label>
      <label class="field">
        <span>E-mail</span>
        <input name="email" inputMode="email" maxLength={320} autocomplete="off" spellcheck={false} />
      </label>
      <label class="field">
        <span>Phone</span>
        <input name="phone" inputMode="tel" maxLength={40} autocomplete="off" placeholder="+44 20 7946 0018" />
      </label>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <button class="button button-ink">Add the contact</button>
    </form>
  );
}

function Report({ report }: { report: ImportReport }) {
  const lines = report.created + report.updated + report.unchanged + report.skipped.length;
  return (
    <div class="import-report" role="status">
      <p>
        {lines} {lines === 1 ? "line" : "lines"}: <b>{report.created} created</b>, <b>{report.updated} updated</b>, {report.unchanged} unchanged, {report.skipped.length} skipped.
      </p>
      {report.ignored.length > 0 && <p class="quiet">Columns that were not read: {report.ignored.join(", ")}.</p>}
      {report.skipped.length > 0 && (
        <ol class="import-skipped">
          {report.skipped.map((one) => (
            <li key={one.number}>
              <span>Line {one.number}</span> {one.reason}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function FromSheet({ done }: { done: () => void }) {
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const [report, setReport] = useState<ImportReport | null>(null);
  const bring = async (field: HTMLInputElement): Promise<void> => {
    const file = field.files?.[0];
    if (!file) return;
    setBusy(true);
    setProblem("");
    setReport(null);
    try {
      setReport(await contactsApi.bringIn(file));
      done();
    } catch (error) {
      setProblem(why(error));
    } finally {
      setBusy(false);
      field.value = "";
    }
  };
  return (
    <section class="contacts-in-part">
      <h3>Many, from a CSV file</h3>
      <p class="quiet">
        The first line names the columns: name, email, phone, and any <code>custom: plan</code>. A line with a known e-mail address, phone or id updates that contact; empty cells change nothing.
      </p>
      <label class="button contacts-file" aria-busy={busy}>
        {busy ? "Reading…" : "Choose a file"}
        <input class="hidden" type="file" accept=".csv,text/csv" disabled={busy} onChange={(event) => void bring(event.currentTarget)} />
      </label>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {report && <Report report={report} />}
    </section>
  );
}

export function ContactsIn({ manages, done, close }: { manages: boolean; done: () => void; close: () => void }) {
  return (
    <div class="contacts-in">
      <ByHand />
      {manages ? <FromSheet done={done} /> : <p class="quiet contacts-in-part">Owners and admins can bring in many at once from a CSV file.</p>}
      <button class="icon-button contacts-in-close" type="button" aria-label="Close" onClick={close}>
        <Icon name="cross" />
      </button>
    </div>
  );
}
