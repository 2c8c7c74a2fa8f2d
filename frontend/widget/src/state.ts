/** The conversation as its visitor may see it: a pure fold over the server's frames. No clock, no DOM, no network. */
import type { Details, Frame, LogEvent, Projection, Survey } from "./protocol";

export interface Item extends LogEvent {
  s: number;
  e: number;
  /** Stable over sending, streaming and replaying, so that one thing said is one element on the screen. */
  key: string;
}

export interface State extends Projection {
  seq: number;
  epoch: number;
  items: Item[];
  /** The thumbs that stand, by the seq of the answer. */
  thumbs: Record<number, LogEvent>;
  turn: { gen: string; text: string } | null;
  /** Name of the operator who is writing. */
  typing: string;
  survey: Survey | null;
  /** The seq of the oldest event that is known, and whether there are older ones. */
  first: number;
  more: boolean;
  /** The highest seq known to exist. Larger than `seq`: something is missing. */
  head: number;
  /** Server's clock minus ours. */
  skew: number;
}

export const nothing: State = {
  id: "",
  seq: 0,
  epoch: 0,
  state: "new",
  owner: null,
  waiting_since: null,
  assist: false,
  asking: null,
  contact: {},
  read: { contact: 0, operator: 0 },
  items: [],
  thumbs: {},
  turn: null,
  typing: "",
  survey: null,
  first: 1,
  more: false,
  head: 0,
  skew: 0,
};

/** What the assistant and people of the team said after a seq. */
export const said = ({ items }: State, after: number): Item[] =>
  items.filter(({ s, type, author }) => s > after && type == "message" && author.kind != "contact");

const marked = ({ read }: State, by: string, upto = 0) => ({
  ...read,
  [by]: Math.max(read[by as "contact"] ?? 0, upto),
});

export function reduce(old: State, { t, c = "", s = 0, e = 0, d }: Frame, clock = 0): State {
  if (t == "welcome") return { ...old, skew: d.now - clock };
  if (t == "ping") return { ...old, head: Math.max(old.head, d.heads[old.id] ?? 0) };
  if (t == "snap") return snapshot(old, s, e, d);
  if (t == "past") return past(old, d);
  if (t == "left" && c == old.id) return { ...nothing, skew: old.skew };
  if (t == "ev") {
    const base = c == old.id ? old : { ...nothing, skew: old.skew, id: c };
    return s == base.seq + 1 ? event(base, s, e, d) : { ...base, head: Math.max(base.head, s) };
  }
  if (!c || c != old.id) return old;
  if (t == "read") return { ...old, read: marked(old, d.by, d.upto) };
  if (t == "typing" && d.author == "operator") return { ...old, typing: d.name || "…" };
  // Nothing of the assistant's once a person has taken over, and nothing that belongs to an earlier owner.
  if (old.state == "human" || e < old.epoch) return old;
  const { gen, off, text } = d;
  const so = (old.turn?.gen == gen && old.turn?.text) || "";
  if (t == "thinking") return { ...old, turn: { gen, text: "" } };
  return t == "delta" && off <= so.length ? { ...old, turn: { gen, text: so.slice(0, off) + text } } : old;
}

function event(old: State, s: number, e: number, d: LogEvent): State {
  const { type, author, turn, to, owner = null, waiting_since = null, assist = false } = d;
  const { kind } = author;
  const state: State = { ...old, seq: s, epoch: e, head: Math.max(old.head, s) };
  if (to) Object.assign(state, { state: to, owner, waiting_since, assist });
  if (type == "assist") state.assist = !!d.on;
  if (d.asks !== undefined) state.asking = d.asks;
  if (type == "contact") {
    const { name, email, phone } = d as Details;
    state.contact = { name, email, phone } as Details;
    // What is known now takes the place of what was known.
    state.items = [...old.items.filter(({ code }) => code != "told"), { ...d, type: "state", code: "told", s, e, key: d.id }];
  }
  if (type == "feedback") state.thumbs = { ...old.thumbs, [d.of!]: d };
  if (type == "survey") state.survey = d as unknown as Survey;
  if (kind == "contact") state.read = marked(old, kind, s);
  if (kind == "operator") state.typing = "";
  if (to || (turn && turn == old.turn?.gen)) state.turn = null;
  // An assistant's message in a person's conversation is a fault of somebody's: it keeps its place and is not shown.
  if ((d.text || d.files) && !(old.state == "human" && kind == "assistant"))
    state.items = [...old.items, { ...d, s, e, key: (type == "message" && turn) || d.cid || d.id }];
  if (d.is) state.items = old.items.map((one) => (one.s == d.of ? { ...d.is!, s: one.s, e: one.e, key: one.key } : one));
  return state;
}

interface Past {
  events: (LogEvent & { s: number; e: number })[];
  more: boolean;
}

interface Snap extends Past {
  conversation: Projection;
  turn?: { gen: string; text: string } | null;
}

/** A stretch of the log by itself. The first change of state in sight says what held before it. */
function stretch({ events }: Past, otherwise: State["state"], skew: number): State {
  const from = events.find(({ to }) => to)?.from ?? (events[0]?.s == 1 ? "new" : otherwise);
  return events.reduce((so, one) => event(so, one.s, one.e, one), { ...nothing, skew, state: from });
}

/** The page before what is known is put before it; what it says of the present is old. */
function past(old: State, page: Past): State {
  const { items, thumbs } = stretch(page, "assistant", old.skew);
  const told = old.items.some(({ code }) => code == "told");
  return {
    ...old,
    items: [...items.filter(({ code }) => code != "told" || !told), ...old.items],
    thumbs: { ...thumbs, ...old.thumbs },
    first: page.events[0]?.s ?? old.first,
    more: page.more,
  };
}

function snapshot(old: State, s: number, e: number, snap: Snap): State {
  const { conversation, events, turn, more } = snap;
  const state = { ...stretch(snap, conversation.state, old.skew), ...conversation, seq: s, epoch: e, head: s, first: events[0]?.s ?? 1, more };
  state.turn = (state.state != "human" && turn) || null;
  if (old.id == state.id) state.read = marked(state, "contact", old.read.contact);
  return state;
}
