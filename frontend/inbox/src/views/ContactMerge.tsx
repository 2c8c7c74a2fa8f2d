/** One person who is two contacts: found, seen beside each other, and made one. For owners and admins. */
import { useEffect, useState } from "preact/hooks";
import { moment } from "../model/clock.ts";
import { inOneLine, NO_FILTERS, sourceName, type Compared, type Contact, type OpenedContact } from "../model/contacts.ts";
import { visitorName } from "../model/words.ts";
import { why } from "../live/api.ts";
import { contactsApi } from "../live/contacts.ts";
import { toast, useScreen } from "../live/screen.ts";

const nameOf = (one: Contact): string => visitorName(one, one.id);

/** Those whom the words are in, but for this one. */
function useFound(q: string, but: string): Contact[] {
  const [found, set] = useState<Contact[]>([]);
  useEffect(() => {
    if (!q.trim()) return set([]);
    let here = true;
    const timer = setTimeout(() => {
      contactsApi.list({ ...NO_FILTERS, q }, null).then(({ contacts }) => here && set(contacts.filter(({ id }) => id !== but).slice(0, 5)), () => undefined);
    }, 200);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [q]);
  return found;
}

function Choice({ of, choose }: { of: readonly Contact[]; choose: (one: Contact) => void }) {
  return (
    <ul class="merge-choice">
      {of.map((one) => (
        <li key={one.id}>
          <span dir="auto">
            <b>{nameOf(one)}</b>
            <small>{[one.name && one.email, one.phone, `since ${moment(one.created_at)}`].filter(Boolean).join(" · ")}</small>
          </span>
          <button class="button button-small" type="button" aria-label={`Compare with ${nameOf(one)}`} onClick={() => choose(one)}>
            Compare
          </button>
        </li>
      ))}
    </ul>
  );
}

const seen = (one: Contact): [string, string | null][] => [
  ["Name", one.name],
  ["E-mail", one.email],
  ["Phone", one.phone],
  ["Source", sourceName(one)],
  ["First seen", moment(one.created_at)],
  ["Conversations", `${one.conversations}`],
  ["Own fields", Object.keys(one.custom).join(", ") || null],
];

/** What neither of the two has is not worth a line. */
function Beside({ one, other, unproved, keeps }: { one: Contact; other: Contact; unproved: boolean; keeps: boolean }) {
  const theirs = seen(other);
  const rows = seen(one).filter(([, value], at) => value !== null || theirs[at]?.[1] !== null);
  return (
    <section class="merge-one" aria-label={keeps ? "Stays" : "Goes into it"}>
      <h4>{keeps ? "Stays" : "Goes into it"}</h4>
      <dl>
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd dir="auto">{value ?? "–"}</dd>
          </div>
        ))}
      </dl>
      {one.source === "widget" && <p class={unproved ? "merge-unproved" : "quiet"}>{unproved ? "Anybody could have said this." : "Signed by your site."}</p>}
    </section>
  );
}

function Question({ found, turn, keep, done }: { found: Compared; turn: () => void; keep: () => void; done: (next: OpenedContact) => void }) {
  const [sure, setSure] = useState(false);
  const [fate, set] = useState<{ busy: boolean; problem: string }>({ busy: false, problem: "" });
  const [first, other] = found.contacts;
  const needs = found.unproved.length > 0;
  const merge = (): void => {
    set({ busy: true, problem: "" });
    contactsApi.merge(found, sure).then(done, (error: unknown) => set({ busy: false, problem: why(error) }));
  };
  return (
    <div class="merging" role="group" aria-label="Are they one person?">
      <div class="merge-both">
        <Beside one={first} other={other} unproved={found.unproved.includes(first.id)} keeps />
        <Beside one={other} other={first} unproved={found.unproved.includes(other.id)} keeps={false} />
      </div>
      <p>
        Then they are <b dir="auto">{inOneLine(found.after) || nameOf(first)}</b>, with all {first.conversations + other.conversations} conversations, consents and fields. It cannot be undone.
      </p>
      {needs && (
        <label class="merge-sure">
          <input type="checkbox" checked={sure} onChange={(event) => setSure(event.currentTarget.checked)} />
          <span>I know that they are one person. Their browsers show this name, address and number from then on.</span>
        </label>
      )}
      <div class="setting-row">
        <button class="button button-ink" type="button" disabled={fate.busy || (needs && !sure)} onClick={merge}>
          Make them one
        </button>
        <button class="button" type="button" onClick={turn}>
          Keep the other one
        </button>
        <button class="button button-bare" type="button" onClick={keep}>
          Cancel
        </button>
      </div>
      {fate.problem && (
        <p class="problem" role="alert">
          {fate.problem}
        </p>
      )}
    </div>
  );
}

export function ContactMerge({ opened, saved }: { opened: OpenedContact; saved: (next: OpenedContact) => void }) {
  const role = useScreen((s) => s.desk.me?.operator.role);
  const { contact, alike } = opened;
  const [open, setOpen] = useState(false);
  const [q, setQ] = useState("");
  const [found, setFound] = useState<Compared | null>(null);
  const [problem, setProblem] = useState("");
  const searched = useFound(q, contact.id);
  if (role !== "owner" && role !== "admin") return null;
  const compare = (first: string, other: string): void => {
    setProblem("");
    contactsApi.compare(first, other).then(setFound, (error: unknown) => setProblem(why(error)));
  };
  const done = (next: OpenedContact): void => {
    setFound(null);
    setOpen(false);
    setQ("");
    toast("They are one contact now");
    saved(next);
  };
  return (
    <section class="contact-part" aria-label="The same person">
      <h3>The same person?</h3>
      {found ? (
        <Question key={found.contacts[0].id} found={found} turn={() => compare(found.contacts[1].id, found.contacts[0].id)} keep={() => setFound(null)} done={done} />
      ) : (
        <>
          {alike.length > 0 && <p class="quiet">With the same address or number:</p>}
          <Choice of={alike} choose={(one) => compare(contact.id, one.id)} />
          {open ? (
            <label class="field">
              <span>Another contact</span>
              <input type="search" value={q} autofocus placeholder="Name, address or number" onInput={(event) => setQ(event.currentTarget.value)} />
            </label>
          ) : (
            <button class="text-button" type="button" onClick={() => setOpen(true)}>
              Merge with another contact
            </button>
          )}
          <Choice of={searched} choose={(one) => compare(contact.id, one.id)} />
        </>
      )}
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}
