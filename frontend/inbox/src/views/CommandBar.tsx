/** Everything by a few letters: what can be done here, where one can go, conversations, people. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { ACTIONS, type Action, type ActionId } from "../model/actions.ts";
import { best } from "../model/finding.ts";
import { places } from "../model/settings.ts";
import { parse, type Route } from "../model/routes.ts";
import { plain } from "../model/markdown.ts";
import { STATE_NAMES, visitorName } from "../model/words.ts";
import type { Summary } from "../model/wire.ts";
import { contactsApi } from "../live/contacts.ts";
import { search } from "../live/search.ts";
import { go, screen, useScreen } from "../live/screen.ts";
import { NO_FILTERS, type Contact } from "../model/contacts.ts";
import { Caps } from "./Caps.tsx";
import { listHandle, run, threadHandle, writingHandle } from "./commands.ts";
import { Icon, type IconName } from "./Icon.tsx";
import { Sheet, shut } from "./Sheet.tsx";
import { deeds } from "./Thread.tsx";
import "../styles/over.css";

interface Choice {
  key: string;
  group: string;
  name: string;
  /** Beside the name: found by it, too. */
  near: string;
  icon: IconName;
  keys: readonly string[];
  run: () => void;
}

const ASK_MS = 160;
const SHORTEST = 2;
const MOST = 5;
const HERE = "This conversation";
const GROUPS = [HERE, "Go to", "Anywhere", "Conversations", "People"];

const ICONS: Partial<Record<ActionId, IconName>> = { take: "mine", reply: "send", note: "note", close: "closed", return: "assistant", "hand-over": "release", tag: "tag", snooze: "clock", unread: "unread", history: "contacts", suggest: "assistant", facts: "facts", undo: "back", search: "search", contacts: "contacts", analytics: "analytics", knowledge: "knowledge", settings: "more", "view-needs": "needs", "view-mine": "mine", "view-assistant": "assistant", "view-followup": "followup", "view-closed": "closed", "view-all": "all", "view-snoozed": "clock", "view-mentions": "at", inbox: "all", sound: "sound", help: "key", keys: "key", "take-oldest": "needs" };

/** What means something here and now. The keys to move by are of no use in a bar that is over the list. */
function offered({ id, with: where, group }: Action, c: string | null): boolean {
  const { desk, views } = screen.get();
  if (where === "field" || group === "Move" && id !== "search" && id !== "facts" || id === "bar") return false;
  if (id === "view-kept") return views.length > 0;
  if (id === "undo") return screen.get().toasts.some((one) => one.act?.label === "Undo");
  if (id === "take-oldest") return (desk.feed.counts?.needs ?? 0) > 0;
  if (where === "write") return writingHandle.run !== null && (id === "suggest" || (desk.me?.assistant.model ?? false));
  if (where === "app") return true;
  const head = c === null ? undefined : (desk.threads[c]?.conversation ?? desk.feed.items.get(c));
  if (!head) return false;
  if (id === "hand-over") return threadHandle.handOver !== null;
  if (id === "pick-range") return false;
  if (id === "pick") return listHandle.pick !== null;
  if (id === "take" || id === "close" || id === "return") return deeds(head, desk.me?.operator.id ?? "").some(({ what }) => what === id);
  return true;
}

function actions(c: string | null): Choice[] {
  return ACTIONS.filter((one) => offered(one, c)).map(({ id, group, name, keys, with: where }) => ({
    key: id,
    group: where === "talk" || where === "write" ? HERE : group === "Go to" ? group : "Anywhere",
    name,
    near: "",
    icon: ICONS[id] ?? "forward",
    keys: keys[0] ?? [],
    run: () => void run(id, c),
  }));
}

const PLACES: Partial<Record<Route["at"], IconName>> = { start: "forward", sites: "external", hours: "clock", team: "contacts", replies: "note", mail: "followup", keys: "key", webhooks: "release", data: "file", billing: "file", more: "mine", notifications: "needs" };

const MORE_PLACES = [
  ["/settings/assistant", "Assistant", "Instructions, tone, rules, limits", "sliders"],
  ["/knowledge/gaps", "Answer gaps", "Knowledge: what was not answered well", "knowledge"],
  ["/knowledge/test", "Try the assistant", "Knowledge: a conversation with its reasons", "knowledge"],
  ["/knowledge/questions", "Test questions", "Knowledge: asked before publishing", "knowledge"],
] as const;

function goTo(path: string): void {
  const { pathname, search: query } = new URL(path, location.origin);
  go(parse(pathname, query));
}

function furtherPlaces(): Choice[] {
  const { desk, views } = screen.get();
  const place = (path: string, name: string, near: string, icon: IconName): Choice => ({ key: path, group: "Go to", name, near, icon, keys: [], run: () => goTo(path) });
  return [
    ...views.map((one) => place(`/inbox/${one.view}${one.query ? `?${one.query}` : ""}`, one.name, "Saved view", "all")),
    ...MORE_PLACES.map(([path, name, near, icon]) => place(path, name, near, icon)),
    ...(desk.me ? places(desk.me) : []).flatMap(([, listed]) => listed.map(({ at, href, name, says }) => place(href, name, says, PLACES[at] ?? "more"))),
  ];
}

function conversation(item: Summary, said: string | null): Choice {
  return {
    key: item.id,
    group: "Conversations",
    name: visitorName(item.contact, item.id),
    near: said ?? plain(item.last?.text ?? ""),
    icon: "all",
    keys: [STATE_NAMES[item.state]],
    run: () => go({ at: "thread", id: item.id, facts: false }),
  };
}

function person({ id, name, email, phone }: Contact): Choice {
  return { key: id, group: "People", name: name || email || phone || "No name", near: name ? (email ?? phone ?? "") : "", icon: "contacts", keys: [], run: () => go({ at: "contact", id }) };
}

/** What only the server knows: conversations by what was said in them, people. Only the last question counts. */
function useAsked(q: string): Choice[] {
  const [found, set] = useState<Choice[]>([]);
  useEffect(() => {
    if (q.length < SHORTEST) return set([]);
    let wanted = true;
    const ask = async (): Promise<void> => {
      const [said, people] = await Promise.allSettled([search(q, null), contactsApi.list({ ...NO_FILTERS, q }, null)]);
      if (!wanted) return;
      const talks = said.status === "fulfilled" ? said.value.results.map(({ conversation: item, hit }) => conversation(item, hit?.text ?? null)) : [];
      set([...talks.slice(0, MOST + 1), ...(people.status === "fulfilled" ? people.value.contacts.slice(0, MOST).map(person) : [])]);
    };
    const timer = setTimeout(() => void ask(), ASK_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [q]);
  return found;
}

/** In groups; the group of the best one first, where something is sought. */
function inGroups(found: readonly Choice[], sought: boolean): [string, Choice[]][] {
  const order = sought ? [...new Set(found.map(({ group }) => group))] : GROUPS;
  return order.map((group): [string, Choice[]] => [group, found.filter((one) => one.group === group)]).filter(([, some]) => some.length > 0);
}

function useChoices(q: string, c: string | null): [string, Choice[]][] {
  const items = useScreen((s) => s.desk.feed.items);
  const known = useMemo(() => actions(c), [c]);
  const asked = useAsked(q);
  return useMemo(() => {
    if (!q) return inGroups(known, false);
    const near = best(q, [...known, ...furtherPlaces()], (one) => [one.name, one.near]);
    const here = best(q, [...items.values()], (item) => [visitorName(item.contact, item.id), item.contact.email ?? ""]).slice(0, MOST).map((item) => conversation(item, null));
    const ids = new Set(here.map(({ key }) => key));
    return inGroups([...near.slice(0, 8), ...here, ...asked.filter(({ key }) => !ids.has(key))], true);
  }, [q, known, asked, items]);
}

function Line({ of: { name, near, icon, keys, group }, at, on, choose }: { of: Choice; at: number; on: boolean; choose: () => void }) {
  return (
    <li id={`bar-${at}`} role="option" aria-selected={on} class="bar-line" onClick={choose}>
      <Icon name={icon} size={18} />
      <span class="bar-name" dir="auto">
        {name}
      </span>
      {near && (
        <span class="bar-near" dir="auto">
          {near}
        </span>
      )}
      {keys.length > 0 && (group === "Conversations" ? <span class="bar-state">{keys[0]}</span> : <Caps keys={keys} />)}
    </li>
  );
}

export function CommandBar({ c }: { c: string | null }) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const q = text.trim();
  const groups = useChoices(q, c);
  const all = groups.flatMap(([, some]) => some);
  const on = Math.min(at, all.length - 1);
  useEffect(() => {
    const line = list.current?.querySelector("[aria-selected=true]");
    if (on === 0) list.current?.scrollTo({ top: 0 });
    else line?.scrollIntoView({ block: "nearest" });
  }, [on, groups]);
  /** After the bar has gone, and the focus is where it was: what is done may want it. */
  const choose = (choice: Choice | undefined): void => {
    if (!choice) return;
    shut();
    setTimeout(choice.run);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && all.length > 0) setAt((on + step + all.length) % all.length);
    else if (event.key === "Enter") choose(all[on]);
    else return;
    event.preventDefault();
  };
  let number = 0;
  return (
    <Sheet look="sheet bar" label="Find or do anything">
      <label class="bar-field">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-label="Find or do anything"
          aria-expanded="true"
          aria-controls="bar-list"
          aria-activedescendant={all.length > 0 ? `bar-${on}` : undefined}
          placeholder="Find or do anything"
          autocomplete="off"
          spellcheck={false}
          enterkeyhint="go"
          autofocus
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <button class="icon-button only-phone" type="button" aria-label="Close" onClick={shut}>
          <Icon name="cross" />
        </button>
      </label>
      <div class="bar-list" id="bar-list" role="listbox" aria-label="Found" ref={list}>
        {groups.map(([group, some]) => (
          <ul key={group} role="group" aria-label={group}>
            <li class="bar-group" role="presentation" aria-hidden="true">
              {group}
            </li>
            {some.map((choice) => {
              const mine = number++;
              return <Line key={choice.key} of={choice} at={mine} on={mine === on} choose={() => choose(choice)} />;
            })}
          </ul>
        ))}
        {all.length === 0 && <p class="bar-none quiet">Nothing for “{q}”.</p>}
      </div>
    </Sheet>
  );
}
