/** The outbox at work: one message under way per conversation, the same cid until the server has answered. */
import { restoreDraft, withDraft, type Mode } from "../model/drafts.ts";
import { back, placeOf, type SentFile } from "../model/files.ts";
import { named } from "../model/mentions.ts";
import * as outbox from "../model/outbox.ts";
import type { Ack, Refusal } from "../model/wire.ts";
import { Refused } from "./api.ts";
import { colleagues } from "./colleagues.ts";
import { link } from "./link.ts";
import { changeDesk, myId, openId, screen, serverNow, setKey, toast } from "./screen.ts";
import { load, save } from "./storage.ts";

const RETRY_MS = [1_000, 4_000];
const LINE_MS = 3_000;
const notBefore = new Map<string, number>();
let timer: ReturnType<typeof setTimeout> | undefined;

function change(next: (known: outbox.Outbox) => outbox.Outbox): void {
  changeDesk((desk) => ({ ...desk, outbox: next(desk.outbox) }));
  save(`outbox:${myId()}`, screen.get().desk.outbox.filter((entry) => entry.status !== "sent"));
}

export function restoreOutbox(): void {
  changeDesk((desk) => ({ ...desk, outbox: outbox.restored(load<outbox.Outbox>(`outbox:${myId()}`, [])) }));
  pump();
}

/** `seen: null` sends whatever has happened meanwhile. */
export function send(c: string, kind: Mode, text: string, seen: number | null, files: readonly SentFile[] = []): void {
  const cid = crypto.randomUUID?.() ?? fallbackId();
  change((known) => outbox.add(known, { cid, c, kind, text, files, at: serverNow(), ...(kind === "note" ? { seen: null, mentions: named(text, colleagues.known() ?? []) } : { seen }) }));
  screen.set((known) => ({ ...known, drafts: withDraft(known.drafts, c, kind, "") }));
  setKey("held", c, undefined);
  pump();
}

export function retry(cid: string): void {
  notBefore.delete(cid);
  change((known) => outbox.retried(known, cid));
  pump();
}

export function discard(cid: string): void {
  change((known) => outbox.dropped(known, cid));
  pump();
}

/** Back into the composer, as long as it has not gone out. */
export function unsend(cid: string): void {
  const entry = screen.get().desk.outbox.find((one) => one.cid === cid);
  if (entry?.status !== "queued") return;
  change((known) => outbox.dropped(known, cid));
  backToWriting(entry.c, entry.kind, entry.text, entry.files ?? []);
}

function backToWriting(c: string, mode: Mode, text: string, files: readonly SentFile[]): void {
  const at = placeOf(c, mode);
  setKey("attached", at, [...back(files), ...(screen.get().attached[at] ?? [])]);
  screen.set((known) => ({ ...known, drafts: restoreDraft(known.drafts, c, mode, text) }));
}

export function pump(): void {
  clearTimeout(timer);
  const now = Date.now();
  let next = Number.POSITIVE_INFINITY;
  for (const entry of outbox.due(screen.get().desk.outbox)) {
    const at = notBefore.get(entry.cid) ?? 0;
    if (at > now) next = Math.min(next, at);
    else void deliver(entry);
  }
  if (next < Number.POSITIVE_INFINITY) timer = setTimeout(pump, next - now);
}

/** The line is back: nothing has to wait any longer. */
export function pumpNow(): void {
  notBefore.clear();
  pump();
}

async function deliver(entry: outbox.Pending): Promise<void> {
  const connection = link.current;
  if (!connection) return;
  change((known) => outbox.sending(known, entry.cid));
  const d = { cid: entry.cid, text: entry.text, files: entry.files, kind: entry.kind, ...(entry.seen === null ? {} : { seen: entry.seen }), ...(entry.mentions?.length ? { mentions: entry.mentions.map(({ id }) => id) } : {}) };
  try {
    delivered(entry, await connection.ask({ t: "msg", c: entry.c, d }));
  } catch (error) {
    if (error instanceof Refused) refused(entry, error.refusal);
    else {
      notBefore.set(entry.cid, Date.now() + LINE_MS);
      change((known) => outbox.interrupted(known, entry.cid));
    }
  }
  pump();
}

function delivered(entry: outbox.Pending, ack: Ack): void {
  notBefore.delete(entry.cid);
  const known = screen.get();
  const thread = known.desk.threads[entry.c];
  const shown = openId(known.route) === entry.c && thread !== undefined && thread.conversation.seq < (ack.s ?? 0);
  change((box) => (shown ? outbox.confirmed(box, entry.cid, ack.s ?? 0) : outbox.dropped(box, entry.cid)));
}

function refused(entry: outbox.Pending, refusal: Refusal): void {
  const tries = screen.get().desk.outbox.find((one) => one.cid === entry.cid)?.tries ?? outbox.MAX_TRIES;
  if (refusal.retry) notBefore.set(entry.cid, Date.now() + (refusal.retry_after ? refusal.retry_after * 1000 : (RETRY_MS[tries - 1] ?? 4_000)));
  if (refusal.code === "stale") return holdBack(entry, () => setKey("held", entry.c, { is: "stale", seen: entry.seen ?? 0, mode: entry.kind }));
  if (refusal.code === "conflict" && refusal.by) {
    const by = refusal.by;
    return holdBack(entry, () => setKey("held", entry.c, { is: "taken", by, mode: entry.kind }));
  }
  if (refusal.code === "closed") return holdBack(entry, () => toast(refusal.message || "This conversation is resolved.", { tone: "bad" }));
  change((known) => outbox.refused(known, entry.cid, refusal));
}

/** The text goes back to the composer, together with whatever was queued behind it, in order. */
function holdBack(entry: outbox.Pending, tell: () => void): void {
  const behind = screen.get().desk.outbox.filter((one) => one.c === entry.c && one.kind === entry.kind && one.status !== "sent");
  const gone = new Set(behind.map((one) => one.cid));
  change((known) => known.filter((one) => !gone.has(one.cid)));
  const text = behind.map((one) => one.text).filter(Boolean).join("\n\n");
  backToWriting(entry.c, entry.kind, text, behind.flatMap((one) => one.files ?? []));
  tell();
}

/** Plain-http hosts have no randomUUID. */
function fallbackId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
