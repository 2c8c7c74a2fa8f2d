/** The people this workspace knows: a table, its filters in the address, as a sheet and from one. */
import { useEffect, useRef, useState } from "preact/hooks";
import { moment } from "../model/clock.ts";
import { filtersOf, isFiltered, NO_FILTERS, queryOf, sourceName, type Contact, type Filters } from "../model/contacts.ts";
import { STATE_NAMES, visitorName } from "../model/words.ts";
import { why } from "../live/api.ts";
import { contactsApi } from "../live/contacts.ts";
import { go, useManages } from "../live/screen.ts";
import { ContactsIn } from "./ContactsIn.tsx";
import { Icon } from "./Icon.tsx";
import { Menu } from "./Menu.tsx";
import { Age } from "./time.tsx";

const WAIT_MS = 250;

interface Found {
  of: string;
  contacts: Contact[];
  next: string | null;
  total: number;
}

/** The first page of what the address asks for, and more of it. */
function useContacts(query: string) {
  const [found, setFound] = useState<Found | null>(null);
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const wanted = useRef(query);
  wanted.current = query;
  const load = async (before: string | null): Promise<void> => {
    setBusy(true);
    try {
      const page = await contactsApi.list(filtersOf(query), before);
      if (wanted.current !== query) return;
      setFound((known) => ({ ...page, of: query, contacts: before && known?.of === query ? [...known.contacts, ...page.contacts] : page.contacts }));
      setProblem("");
    } catch (error) {
      if (wanted.current === query) setProblem(why(error, "The list did not load."));
    } finally {
      setBusy(false);
    }
  };
  useEffect(() => void load(null), [query]);
  return { found, problem, busy, again: () => void load(null), more: () => found?.next && void load(found.next) };
}

function Choice({ name, value, from, set }: { name: string; value: string; from: readonly (readonly [string, string])[]; set: (value: string) => void }) {
  return (
    <select class={value ? "pick pick-on" : "pick"} aria-label={name} value={value} onChange={(event) => set(event.currentTarget.value)}>
      {from.map(([one, words]) => (
        <option key={one} value={one}>
          {words}
        </option>
      ))}
    </select>
  );
}

const HAS = [["", "Known people"], ["all", "Everyone"], ["email", "With e-mail"], ["phone", "With phone"], ["name", "With name"]] as const;
const SOURCES = [["", "Any source"], ["widget", "From the widget"], ["operator", "Added by hand"], ["import", "Imported"]] as const;
const CONSENT = [["", "Any consent"], ["true", "With consent"], ["false", "Without consent"]] as const;
const ORDERS = [["", "Recent first"], ["new", "Newest first"]] as const;

function Day({ name, value, set }: { name: string; value: string; set: (day: string) => void }) {
  return (
    <label class={value ? "pick pick-on pick-day" : "pick pick-day"}>
      <span>{name}</span>
      <input type="date" value={value} onChange={(event) => set(event.currentTarget.value)} />
    </label>
  );
}

function FilterBar({ filters, set }: { filters: Filters; set: (next: Filters, typed?: boolean) => void }) {
  const [words, setWords] = useState(filters.q);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => setWords(filters.q), [filters.q]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (q: string): void => {
    setWords(q);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => set({ ...filters, q }, true), WAIT_MS);
  };
  const change = (part: Partial<Filters>): void => set({ ...filters, q: words, ...part });
  const narrowed = [filters.source, filters.consent, filters.from, filters.to].filter(Boolean).length;
  return (
    <div class="contacts-filters" role="search">
      <label class="filter contacts-search">
        <Icon name="search" size={16} />
        <span class="hidden">Search contacts</span>
        <input id="filter" type="search" placeholder="Name, e-mail, phone" value={words} autocomplete="off" spellcheck={false} onInput={(event) => type(event.currentTarget.value)} />
        <kbd aria-hidden="true">/</kbd>
      </label>
      <Choice name="Known" value={filters.has} from={HAS} set={(has) => change({ has })} />
      <Menu
        look={narrowed > 0 ? "pick pick-on" : "pick"}
        label={
          <>
            <Icon name="sliders" size={16} />
            {narrowed > 0 ? `Filters, ${narrowed}` : "Filters"}
          </>
        }
      >
        <div class="contacts-more">
          <Choice name="Source" value={filters.source} from={SOURCES} set={(source) => change({ source })} />
          <Choice name="Consent" value={filters.consent} from={CONSENT} set={(consent) => change({ consent })} />
          <Day name="First seen from" value={filters.from} set={(from) => change({ from })} />
          <Day name="to" value={filters.to} set={(to) => change({ to })} />
          {narrowed > 0 && (
            <button class="text-button" type="button" onClick={() => change({ source: "", consent: "", from: "", to: "" })}>
              Clear these
            </button>
          )}
        </div>
      </Menu>
      <Choice name="Order" value={filters.by} from={ORDERS} set={(by) => change({ by })} />
    </div>
  );
}

function Row({ contact }: { contact: Contact }) {
  const { last } = contact;
  return (
    <tr>
      <th scope="row">
        <a href={`/contacts/${encodeURIComponent(contact.id)}`} dir="auto">
          {visitorName({ ...contact, email: null }, contact.id)}
        </a>
      </th>
      <td class="cell-email">{contact.email ?? <span class="nothing">–</span>}</td>
      <td class="cell-phone">{contact.phone ?? <span class="nothing">–</span>}</td>
      <td class="cell-source">{sourceName(contact)}</td>
      <td class="cell-when">{moment(contact.created_at)}</td>
      <td class="cell-last">
        {last ? (
          <a href={`/inbox/c/${encodeURIComponent(last.id)}`}>
            {STATE_NAMES[last.state]} · <Age at={last.at} />
          </a>
        ) : (
          <span class="nothing">–</span>
        )}
      </td>
    </tr>
  );
}

function Table({ found, more, busy }: { found: Found; more: () => void; busy: boolean }) {
  return (
    <>
      <table class="contacts-table">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">E-mail</th>
            <th scope="col">Phone</th>
            <th scope="col">Source</th>
            <th scope="col">First seen</th>
            <th scope="col">Last conversation</th>
          </tr>
        </thead>
        <tbody>
          {found.contacts.map((contact) => (
            <Row key={contact.id} contact={contact} />
          ))}
        </tbody>
      </table>
      {found.next && (
        <button class="list-more" type="button" disabled={busy} onClick={more}>
          {busy ? "Loading…" : "More contacts"}
        </button>
      )}
    </>
  );
}

function Nobody({ filters, set }: { filters: Filters; set: (next: Filters) => void }) {
  const [filtered, known] = [isFiltered(filters), filters.has === ""];
  const text = filtered ? "Nobody fits these filters." : known ? "Nobody has left a name or an address yet." : "Nobody has written yet. Whoever writes is listed here from the first message on.";
  return (
    <div class="contacts-none">
      <p>{text}</p>
      {filtered && (
        <button class="button" type="button" onClick={() => set({ ...NO_FILTERS, has: filters.has === "all" ? "all" : "" })}>
          Clear the filters
        </button>
      )}
      {known && (
        <button class="button" type="button" onClick={() => set({ ...filters, has: "all" })}>
          Look among everyone
        </button>
      )}
    </div>
  );
}

function Count({ total, filters }: { total: number; filters: Filters }) {
  const people = `${total.toLocaleString()} ${total === 1 ? "person" : "people"}${isFiltered(filters) ? " with these filters" : ""}`;
  if (filters.has === "") {
    return (
      <p>
        {people}, known by name, address or number.{" "}
        <a href={`/contacts?${queryOf({ ...filters, has: "all" })}`}>Show everyone</a>
      </p>
    );
  }
  return <p>{people}</p>;
}

export function ContactsPage({ query }: { query: string }) {
  const manages = useManages();
  const filters = filtersOf(query);
  const { found, problem, busy, again, more } = useContacts(query);
  const [open, setOpen] = useState(false);
  const set = (next: Filters, typed = false): void => go({ at: "contacts", query: queryOf(next) }, typed);
  return (
    <main class="page contacts">
      <header class="page-head page-head-row">
        <div>
          <h2>Contacts</h2>
          {found ? <Count total={found.total} filters={filters} /> : <p>…</p>}
        </div>
        <div class="contacts-acts">
          <button class="button" type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
            <Icon name="plus" size={16} />
            Add
          </button>
          {manages && (
            <Menu label="Export CSV" title="What the filters leave">
              <a href={contactsApi.sheet(filters, true)} download>
                For Excel
              </a>
              <a href={contactsApi.sheet(filters, false)} download>
                For other programs
              </a>
            </Menu>
          )}
        </div>
      </header>
      {open && <ContactsIn manages={manages} done={again} close={() => setOpen(false)} />}
      <FilterBar filters={filters} set={set} />
      {problem && (
        <p class="problem contacts-problem" role="alert">
          {problem}{" "}
          <button class="text-button" type="button" onClick={again}>
            Try again
          </button>
        </p>
      )}
      {found && found.contacts.length > 0 && <Table found={found} more={more} busy={busy} />}
      {found && found.contacts.length === 0 && !busy && <Nobody filters={filters} set={set} />}
    </main>
  );
}
