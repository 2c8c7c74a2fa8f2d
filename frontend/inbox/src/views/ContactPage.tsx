/** One contact: what is known and who said it, what they agreed to, and every conversation with them. */
import { useEffect, useState } from "preact/hooks";
import { moment } from "../model/clock.ts";
import { alsoKnown, sourceName, toldBy, type OpenedContact, type Told } from "../model/contacts.ts";
import { plain } from "../model/markdown.ts";
import { STATE_NAMES, visitorName } from "../model/words.ts";
import type { Summary } from "../model/wire.ts";
import { why } from "../live/api.ts";
import { contactsApi } from "../live/contacts.ts";
import { toast } from "../live/screen.ts";
import { ContactMerge } from "./ContactMerge.tsx";
import { ContactPrivacy } from "./ContactPrivacy.tsx";
import { Icon } from "./Icon.tsx";
import { Age } from "./time.tsx";

interface Draft {
  name: string;
  email: string;
  phone: string;
  custom: [string, string][];
}

const draftOf = ({ contact }: OpenedContact): Draft => ({
  name: contact.name ?? "",
  email: contact.email ?? "",
  phone: contact.phone ?? "",
  custom: Object.entries(contact.custom),
});

const FIELDS = [["name", "Name", 80], ["email", "E-mail", 320], ["phone", "Phone", 40]] as const;

function Source({ told }: { told: Told | undefined }) {
  if (!told) return null;
  const words = `${toldBy(told)}, ${moment(told.at)}`;
  return <small class="told">{told.conversation ? <a href={`/inbox/c/${encodeURIComponent(told.conversation)}`}>{words}</a> : words}</small>;
}

function Custom({ draft, set }: { draft: Draft; set: (next: Draft) => void }) {
  const put = (at: number, pair: [string, string]): void => set({ ...draft, custom: draft.custom.map((one, n) => (n === at ? pair : one)) });
  return (
    <fieldset class="custom">
      <legend>Own fields</legend>
      {draft.custom.map(([key, value], at) => (
        <div key={at} class="custom-row">
          <input aria-label="Field" value={key} maxLength={40} placeholder="plan" onInput={(event) => put(at, [event.currentTarget.value, value])} />
          <input aria-label={`Value of ${key || "the field"}`} value={value} maxLength={500} dir="auto" onInput={(event) => put(at, [key, event.currentTarget.value])} />
          <button class="icon-button" type="button" aria-label={`Remove ${key || "the field"}`} onClick={() => set({ ...draft, custom: draft.custom.filter((_, n) => n !== at) })}>
            <Icon name="cross" size={16} />
          </button>
        </div>
      ))}
      <button class="text-button" type="button" onClick={() => set({ ...draft, custom: [...draft.custom, ["", ""]] })}>
        Add a field
      </button>
    </fieldset>
  );
}

function Details({ opened, saved }: { opened: OpenedContact; saved: (next: OpenedContact) => void }) {
  const { contact, told } = opened;
  const [draft, setDraft] = useState(() => draftOf(opened));
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  useEffect(() => setDraft(draftOf(opened)), [contact.version]);
  const changed = JSON.stringify(draft) !== JSON.stringify(draftOf(opened));
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem("");
    const named = draft.custom.filter(([key, value]) => key.trim() && value.trim());
    try {
      saved(await contactsApi.save(contact.id, { ...draft, custom: Object.fromEntries(named), version: contact.version }));
      toast("Saved");
    } catch (error) {
      setProblem(why(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class="editor contact-form" onSubmit={(event) => void submit(event)}>
      {FIELDS.map(([field, words, most]) => (
        <label key={field} class="field">
          <span>{words}</span>
          <input name={field} value={draft[field]} maxLength={most} autocomplete="off" spellcheck={false} dir="auto" onInput={(event) => setDraft({ ...draft, [field]: event.currentTarget.value })} />
          <Source told={told[field]} />
        </label>
      ))}
      <Custom draft={draft} set={setDraft} />
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <div class="editor-foot">
        <span class="quiet">{Object.values(told).some(({ source }) => source === "verified") ? "What your site has signed is marked so." : "Nothing here was verified."}</span>
        <button class="button button-ink" disabled={!changed || busy}>
          Save
        </button>
      </div>
    </form>
  );
}

function Consents({ opened, saved }: { opened: OpenedContact; saved: (next: OpenedContact) => void }) {
  const { contact } = opened;
  const [text, setText] = useState("");
  const [problem, setProblem] = useState("");
  const put = (given: boolean, words: string): void => {
    setProblem("");
    contactsApi.consent(contact.id, given, words, contact.version).then((next) => {
      if (given) setText("");
      saved(next);
    }, (error: unknown) => setProblem(why(error)));
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    put(true, text);
  };
  return (
    <section class="contact-part" aria-label="Consent">
      <h3>Consent</h3>
      <ul class="consents">
        {contact.consents.map((one) => (
          <li key={one.text} class={one.withdrawn_at ? "consent-back" : undefined}>
            <p dir="auto">“{one.text}”</p>
            <p class="quiet">
              {one.conversation ? <a href={`/inbox/c/${encodeURIComponent(one.conversation)}`}>Given in the conversation, {moment(one.at)}</a> : `Written down by ${one.by ?? "the team"}, ${moment(one.at)}`}
              {one.withdrawn_at !== null && `. Taken back ${moment(one.withdrawn_at)}.`}
            </p>
            {one.withdrawn_at === null && (
              <button class="text-button" type="button" onClick={() => put(false, one.text)}>
                They took it back
              </button>
            )}
          </li>
        ))}
      </ul>
      <form class="consent-form" onSubmit={submit}>
        <label class="field">
          <span>What did they agree to, and how?</span>
          <input value={text} maxLength={500} required placeholder="News by mail, said on the phone" onInput={(event) => setText(event.currentTarget.value)} />
        </label>
        <button class="button" disabled={!text.trim()}>
          Write it down
        </button>
      </form>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}

function Timeline({ of }: { of: Summary[] }) {
  return (
    <section class="contact-part" aria-label="Conversations">
      <h3>Conversations</h3>
      {of.length === 0 && <p class="quiet">None yet.</p>}
      <ol class="timeline">
        {of.map((one) => (
          <li key={one.id} class={`timeline-${one.state}`}>
            <a href={`/inbox/c/${encodeURIComponent(one.id)}`}>
              <span class="timeline-top">
                <span>{moment(one.created_at)}</span>
                <span class="timeline-state">
                  {STATE_NAMES[one.state]}
                  {one.owner && `, ${one.owner.name}`} · <Age at={one.updated_at} />
                </span>
              </span>
              <span class="timeline-words" dir="auto">
                {one.last ? plain(one.last.text) : "Opened the conversation"}
              </span>
              <span class="quiet">{one.page?.title || one.site?.name}</span>
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function ContactPage({ id }: { id: string }) {
  const [opened, setOpened] = useState<OpenedContact | null>(null);
  const [problem, setProblem] = useState("");
  const load = (): void => void contactsApi.one(id).then(setOpened, (error: unknown) => setProblem(why(error)));
  useEffect(load, [id]);
  return (
    <main class="page contact">
      <header class="page-head">
        <p>
          <a href="/contacts">Contacts</a>
        </p>
        <h2 dir="auto">{opened ? visitorName(opened.contact, id) : "…"}</h2>
        {opened && (
          <p>
            {sourceName(opened.contact)}, first seen {moment(opened.contact.created_at)}
            {alsoKnown(opened) && `. Also known as ${alsoKnown(opened)}`}
          </p>
        )}
      </header>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {opened && (
        <div class="contact-sides">
          <Details opened={opened} saved={setOpened} />
          <div>
            <Timeline of={opened.timeline} />
            <Consents opened={opened} saved={setOpened} />
            <ContactMerge opened={opened} saved={setOpened} />
            <ContactPrivacy id={opened.contact.id} name={visitorName(opened.contact, id)} />
          </div>
        </div>
      )}
    </main>
  );
}
