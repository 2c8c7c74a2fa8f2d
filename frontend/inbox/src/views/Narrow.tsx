/** Narrowing the list by what is known of its conversations; keeping it so under a name; the lists that were kept. */
import { useEffect, useState } from "preact/hooks";
import { dayKey } from "../model/clock.ts";
import { everything, queryOf, viewHere, type Only } from "../model/only.ts";
import { LANGUAGES } from "../model/sites.ts";
import { STATE_NAMES } from "../model/words.ts";
import type { Person, State } from "../model/wire.ts";
import { api, why } from "../live/api.ts";
import { colleagues } from "../live/colleagues.ts";
import { allTags } from "../live/keeping.ts";
import { go, listHere, screen, toast, useScreen } from "../live/screen.ts";
import { dropView, keepView } from "../live/views.ts";
import { Icon } from "./Icon.tsx";

interface Choices {
  people: readonly Person[];
  sites: readonly Person[];
  tags: readonly string[];
}

function useChoices(): Choices {
  const [known, set] = useState<Choices>({ people: colleagues.known() ?? [], sites: [], tags: [] });
  useEffect(() => {
    const load = async (): Promise<void> => {
      const [people, { sites }, tags] = await Promise.all([colleagues.load(), api.sites(), allTags()]);
      set({ people, sites, tags });
    };
    load().catch(() => undefined);
  }, []);
  return known;
}

function narrow(change: Only): void {
  const { only } = screen.get();
  const next = Object.fromEntries(Object.entries({ ...only, ...change }).filter(([, value]) => value)) as Only;
  go(listHere({ only: next }), true);
}

interface PickProps {
  name: keyof Only;
  label: string;
  any: string;
  options: readonly (readonly [string, string])[];
}

function Pick({ name, label, any, options }: PickProps) {
  const value = useScreen((s) => s.only[name] ?? "");
  const known = options.some(([one]) => one === value) || value === "" ? options : [...options, [value, value] as const];
  return (
    <select class="select-small" aria-label={label} data-some={value !== ""} value={value} onChange={(event) => narrow({ [name]: event.currentTarget.value })}>
      <option value="">{any}</option>
      {known.map(([one, words]) => (
        <option key={one} value={one}>
          {words}
        </option>
      ))}
    </select>
  );
}

const STATES = (Object.keys(STATE_NAMES) as State[]).map((state) => [state, STATE_NAMES[state]] as const);

function Keep() {
  const [view, query, views] = useScreen((s) => [s.view, queryOf(s.only, s.filter), s.views] as const);
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const here = viewHere(views, view, query);
  const problem = (error: unknown): number => toast(why(error, "It was not saved."), { tone: "bad" });
  if (here) {
    return (
      <p class="narrow-kept">
        <span>
          Saved as “{here.name}”{here.shared ? ", for the team" : ""}.
        </span>
        <button class="text-button" type="button" onClick={() => void dropView(here.id).catch(problem)}>
          Remove
        </button>
      </p>
    );
  }
  if (!query) return null;
  const keep = (event: Event): void => {
    event.preventDefault();
    keepView(name, view, query, shared).then(() => setName(""), problem);
  };
  return (
    <form class="narrow-keep" onSubmit={keep}>
      <input class="tag-field" aria-label="Name of this view" placeholder="Save this view as…" maxLength={40} value={name} onInput={(event) => setName(event.currentTarget.value)} />
      <label class="check">
        <input type="checkbox" checked={shared} onChange={(event) => setShared(event.currentTarget.checked)} />
        For the team
      </label>
      <button class="button button-small" disabled={!name.trim()}>
        Save
      </button>
    </form>
  );
}

/** The last moment of a day, as it stands in the address. */
const endOf = (day: string): string => day && String(new Date(`${day}T23:59:59.999`).getTime());

const RATINGS = [["good", "Rated 4 or 5"], ["fair", "Rated 3"], ["bad", "Rated 1 or 2"]] as const;
const ADDRESS = [["yes", "With e-mail"], ["no", "Without e-mail"]] as const;

export function Narrow() {
  const { people, sites, tags } = useChoices();
  const [query, until, page] = useScreen((s) => [queryOf(s.only), s.only.until ?? "", s.only.page ?? ""] as const);
  return (
    <div class="narrow">
      <div class="narrow-fields">
        <Pick name="state" label="State" any="Any state" options={STATES} />
        <Pick name="owner" label="Owner" any="Any owner" options={[["me", "Me"], ...people.map(({ id, name }) => [id, name] as const)]} />
        <Pick name="tag" label="Tag" any="Any tag" options={tags.map((tag) => [tag, `#${tag}`] as const)} />
        <Pick name="site" label="Site" any="Any site" options={sites.map(({ id, name }) => [id, name] as const)} />
        <Pick name="lang" label="Language" any="Any language" options={LANGUAGES} />
        <Pick name="rating" label="Rating" any="Any rating" options={RATINGS} />
        <Pick name="email" label="E-mail address" any="E-mail or none" options={ADDRESS} />
        <label class="narrow-by" title="Last active by">
          <span>Until</span>
          <input class="select-small" type="date" aria-label="Last active by" data-some={until !== ""} value={until && dayKey(Number(until))} onChange={(event) => narrow({ until: endOf(event.currentTarget.value) })} />
        </label>
        <input class="select-small narrow-page" type="search" aria-label="Page" placeholder="Page address has…" maxLength={200} data-some={page !== ""} value={page} onChange={(event) => narrow({ page: event.currentTarget.value.trim() })} />
      </div>
      {query && (
        <button class="text-button narrow-clear" type="button" onClick={() => go(listHere({ only: everything }), true)}>
          Show all again
        </button>
      )}
      <Keep />
    </div>
  );
}

export function NarrowButton({ open, toggle }: { open: boolean; toggle: () => void }) {
  const some = useScreen((s) => Object.keys(s.only).length);
  return (
    <button class="icon-button narrow-button" type="button" aria-label={some ? `Narrow the list, ${some} in use` : "Narrow the list"} title="Narrow the list" aria-expanded={open} data-some={some > 0} onClick={toggle}>
      <Icon name="sliders" />
    </button>
  );
}

/** Kept lists, at hand above the list. */
export function KeptViews() {
  const [views, view, query] = useScreen((s) => [s.views, s.view, queryOf(s.only, s.filter)] as const);
  if (views.length === 0) return null;
  const here = viewHere(views, view, query);
  return (
    <nav class="kept" aria-label="Saved views">
      {views.map((one) => (
        <a key={one.id} class="kept-view" href={`/inbox/${one.view}${one.query ? `?${one.query}` : ""}`} title={one.shared ? "For the team" : "Yours alone"} aria-current={one === here ? "page" : undefined}>
          {one.name}
        </a>
      ))}
    </nav>
  );
}
