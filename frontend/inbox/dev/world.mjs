// The state of the scripted desk: conversations with their logs, and the moves of visitors and operators.
import { randomUUID } from "node:crypto";
import { LATER, ME, MIA, MIN, PROMPT, SOURCES, STORIES, STREAM } from "./story.mjs";

const now = () => Date.now();
const AUTHORS = {
  v: (c) => ({ kind: "contact", id: `ct_${c.id}`, name: c.contact.name }),
  a: () => ({ kind: "assistant", id: "as_1", name: world.assistant.name }),
  o: () => ({ kind: "operator", id: ME.id, name: ME.name }),
  m: () => ({ kind: "operator", ...MIA }),
  s: () => ({ kind: "system" }),
};

export const world = {
  conversations: new Map(),
  feed: 0,
  assistant: { name: "Ada", prompt: PROMPT, version: 3, updated_at: now() - 5 * 3_600_000 },
  sources: SOURCES,
  available: true,
  wires: new Set(),
};

function tell(frame, only = () => true) {
  for (const wire of world.wires) if (only(wire)) wire.send(frame);
}

const follows = (id) => (wire) => wire.subs.has(id);

export function summary(c) {
  const said = c.events.filter((e) => e.type === "message" && e.kind !== "system").at(-1);
  const heard = c.events.filter((e) => e.type === "message" && e.author.kind === "contact").at(-1);
  const { id, state, epoch, seq, owner, waiting_since, deadline_at, unanswered_since, handoff, contact, page, site, created_at, updated_at } = c;
  const last = said && { seq: said.s, author: said.author, kind: said.kind, text: said.text.slice(0, 140), at: said.at };
  return { id, state, epoch, seq, owner, waiting_since, deadline_at, unanswered_since, handoff, contact, page, site, created_at, updated_at, last: last ?? null, last_contact_seq: heard?.s ?? 0 };
}

export function append(c, event, at = now()) {
  const entry = { id: randomUUID(), at, ...event, s: c.seq + 1, e: c.epoch };
  c.seq = entry.s;
  c.updated_at = at;
  c.events.push(entry);
  if (entry.type === "message" && entry.kind === "text") {
    if (entry.author.kind === "contact") c.unanswered_since ??= at;
    else c.unanswered_since = null;
  }
  const { s, e, ...d } = entry;
  tell({ t: "ev", c: c.id, s, e, d }, follows(c.id));
  world.feed += 1;
  tell({ t: "feed", s: world.feed, d: { conversations: [summary(c)] } }, (wire) => wire.in);
  return entry;
}

export function move(c, to, { reason, code, text = "", owner = null, by = "s" }, at = now()) {
  const from = c.state;
  c.epoch += 1;
  c.state = to;
  c.owner = owner;
  c.waiting_since = to === "waiting" ? (c.waiting_since ?? at) : null;
  c.deadline_at = to === "waiting" ? at + 120_000 : null;
  c.handoff = to === "waiting" ? { id: randomUUID(), reason, requested_at: at } : to === "human" ? c.handoff : null;
  c.stop?.();
  return append(c, { type: "state", author: AUTHORS[by](c), from, to, reason, code, text, owner, waiting_since: c.waiting_since, deadline_at: c.deadline_at, assist: false, handoff: c.handoff }, at);
}

export function say(c, who, text, more = {}, at = now()) {
  return append(c, { type: "message", kind: "text", author: AUTHORS[who](c), text, ...more }, at);
}

function begin(story) {
  const at = now() - story.log[0][0] * MIN;
  const c = {
    id: story.id, state: "assistant", epoch: 1, seq: 0, owner: null, waiting_since: null, deadline_at: null, assist: false, handoff: null, unanswered_since: null,
    contact: { id: `ct_${story.id}`, name: story.name, email: story.email, phone: null }, page: story.page, site: { id: "st_1", name: "fennandloam.example" },
    created_at: at, updated_at: at, read: { contact: 0, operator: 0 }, events: [], turn: null, read_upto: 0,
  };
  world.conversations.set(c.id, c);
  for (const [ago, who, text, more = {}] of story.log) {
    const when = now() - ago * MIN;
    if (who === ">") move(c, text, { ...more, owner: more.owner === "me" ? { id: ME.id, name: ME.name } : more.owner === "mia" ? MIA : null }, when);
    else if (who === "n") append(c, { type: "message", kind: "note", author: AUTHORS.m(c), text }, when);
    else say(c, who, text, more, when);
    if (who === "v" && c.seq === 1) append(c, { type: "state", author: { kind: "system" }, from: null, to: "assistant", reason: "first_message", code: "", text: "", owner: null, waiting_since: null, deadline_at: null, assist: false, handoff: null }, when);
  }
  c.read_upto = c.state === "human" ? c.seq - 1 : 0;
  return c;
}

for (const story of STORIES) begin(story);
let later = 0;
export const arrive = () => begin({ ...LATER[later % LATER.length], id: `${LATER[later++ % LATER.length].id}${later}` });

/** An answer in pieces. */
export function stream(c, text = STREAM, every = 60) {
  const gen = randomUUID();
  let off = 0;
  c.turn = { gen, text: "" };
  tell({ t: "thinking", c: c.id, e: c.epoch, d: { gen } }, follows(c.id));
  const timer = setInterval(() => {
    const piece = text.slice(off, off + 7);
    tell({ t: "delta", c: c.id, e: c.epoch, d: { gen, off, text: piece } }, follows(c.id));
    off += piece.length;
    c.turn.text += piece;
    if (off < text.length) return;
    c.stop();
    say(c, "a", text, { turn: gen, citations: [{ n: 1, id: "src_5", title: "The studio" }] });
  }, every);
  c.stop = () => {
    clearInterval(timer);
    c.turn = null;
    c.stop = undefined;
  };
}

const inView = (view, c) =>
  ({ needs: c.state === "waiting" || (c.state === "followup" && c.unanswered_since !== null), mine: c.state === "human" && c.owner?.id === ME.id, unassigned: ["waiting", "followup"].includes(c.state), all: true })[view] ?? c.state === view;

export function listing(view) {
  const rows = [...world.conversations.values()].filter((c) => inView(view, c)).sort((a, b) => b.updated_at - a.updated_at);
  const counts = Object.fromEntries(["needs", "mine", "unassigned", "assistant", "followup", "closed", "all"].map((one) => [one, [...world.conversations.values()].filter((c) => inView(one, c)).length]));
  return { conversations: rows.map((c) => ({ ...summary(c), read_upto: c.read_upto })), next: null, counts, feed: world.feed, now: now() };
}

export function snap(c) {
  const { events, turn, stop, read_upto, ...conversation } = c;
  return { t: "snap", c: c.id, s: c.seq, e: c.epoch, d: { conversation, events, more: false, turn } };
}

const no = (code, message, more = {}) => ({ t: "nack", d: { code, message, retry: false, ...more } });
const done = (c) => ({ t: "ack", c: c.id, s: c.seq, e: c.epoch, d: { at: now() } });
const mine = { id: ME.id, name: ME.name };

function message(c, { cid, text, kind = "text", seen }) {
  const known = c.events.find((e) => e.cid === cid);
  if (known) return { ...done(c), s: known.s };
  if (text.includes("/fail")) return no("unavailable", "The server is busy. Try again in a moment.", { retry: true });
  if (text.includes("/never")) return no("too_long", "That message is too long to be sent.");
  if (kind === "text" && c.state === "closed") return no("closed", "This conversation is resolved.");
  if (kind === "text" && c.owner && c.owner.id !== ME.id) return no("conflict", `${c.owner.name} has this conversation.`, { by: c.owner });
  const newer = c.events.find((e) => e.s > (seen ?? Infinity) && e.type === "message" && e.author.id !== ME.id && e.author.kind !== "assistant");
  if (newer) return no("stale", "Something new was written.", { seq: newer.s });
  if (kind === "text" && c.state !== "human") move(c, "human", { reason: "operator", code: "joined", text: "Otto joined.", owner: mine, by: "o" });
  const entry = append(c, { type: "message", kind, author: AUTHORS.o(c), text, cid });
  return { ...done(c), s: entry.s, d: { cid, id: entry.id, at: entry.at } };
}

/** One frame of an operator; the answer, or nothing. */
export function handle(frame, wire) {
  const c = world.conversations.get(frame.c);
  if (frame.t === "available") {
    world.available = frame.d.on;
    return { t: "ack", d: {} };
  }
  if (["pong", "typing", "unsub"].includes(frame.t)) return void (frame.t === "unsub" && wire?.subs.delete(frame.c));
  if (!c) return no("not_found", "There is no such conversation.");
  if (frame.t === "read") return void (c.read_upto = Math.max(c.read_upto, frame.d.upto));
  if (frame.t === "sub" || frame.t === "sync") {
    wire.subs.add(c.id);
    for (const { s, e, ...d } of c.events) if (s > (frame.d.after ?? 0)) wire.send({ t: "ev", c: c.id, s, e, d });
    wire.send({ t: "presence", c: c.id, d: { contact: c.id.includes("sam") || c.id.includes("lena") ? "away" : "online" } });
    return { t: "ack", d: {} };
  }
  if (frame.t === "msg") return message(c, frame.d);
  if (frame.e !== c.epoch) return no("conflict", "Somebody was first.", c.owner ? { by: c.owner } : {});
  if (frame.t === "take") move(c, "human", { reason: "operator", code: "joined", text: "Otto joined.", owner: mine, by: "o" });
  else if (frame.t === "release") move(c, "waiting", { reason: "operator", code: "someone_else", text: "Getting someone else for you.", by: "o" });
  else if (frame.t === "return") move(c, "assistant", { reason: "operator", code: "returned", text: "Ada is back with you.", by: "o" });
  else if (frame.t === "close") move(c, "closed", { reason: "operator", code: "closed", text: "Conversation ended.", by: "o" });
  else return no("unknown_type", "Unknown frame.");
  return done(c);
}

export const miaTakes = (c) => move(c, "human", { reason: "operator", code: "joined", text: "Mia joined.", owner: MIA, by: "m" });
export const typing = (c, author, name) => tell({ t: "typing", c: c.id, d: { author, name } }, follows(c.id));
export { ME };
