/** Deeds that are done to one conversation or to many, and can be taken back for a moment. */
import type { Ack, ClientFrame, Nack } from "../model/wire.ts";
import { nothing } from "../model/picking.ts";
import { refusalText, visitorName } from "../model/words.ts";
import { postFrame } from "./api.ts";
import { link } from "./link.ts";
import { patch, say, screen, serverNow, setKey, toast, untoast } from "./screen.ts";

export const UNDO_MS = 6_000;
const AT_ONCE = 100;

type Deed = Omit<ClientFrame, "c" | "id">;
type Answers = Map<string, Ack | Nack>;

const many = (n: number): string => (n === 1 ? "1 conversation" : `${n} conversations`);
const nameOf = (c: string): string => {
  const { feed, threads } = screen.get().desk;
  const known = feed.items.get(c) ?? threads[c]?.conversation;
  return known ? visitorName(known.contact, c) : "A conversation";
};

function frameOf(c: string, deed: Deed): ClientFrame | null {
  const { threads, feed } = screen.get().desk;
  const e = threads[c]?.conversation.epoch ?? feed.items.get(c)?.epoch;
  return e === undefined ? null : { ...deed, c, e };
}

/** As many frames as one request takes, until there are no more. */
function together(ids: readonly string[], deed: Deed): ClientFrame[][] {
  const frames = ids.flatMap((c) => frameOf(c, deed) ?? []);
  return Array.from({ length: Math.ceil(frames.length / AT_ONCE) }, (_, n) => frames.slice(n * AT_ONCE, (n + 1) * AT_ONCE));
}

/** One answer for each. Throws where no answer came at all. */
async function ask(ids: readonly string[], deed: Deed): Promise<Answers> {
  const answers: Answers = new Map();
  for (const some of together(ids, deed)) {
    const ack = await link.current?.ask({ t: "bulk", d: { frames: some } });
    ack?.d?.answers?.forEach((answer, n) => answers.set(some[n]?.c ?? "", answer));
  }
  return answers;
}

/** Says what became of it. The ids of those that were changed. */
async function report(ids: readonly string[], deed: Deed, done: string): Promise<string[]> {
  let answers: Answers;
  try {
    answers = await ask(ids, deed);
  } catch {
    toast("No answer from the server. Look again before you try once more.", { tone: "bad" });
    return [];
  }
  const refused = ids.flatMap((c) => {
    const answer = answers.get(c);
    return answer?.t === "nack" ? [`${nameOf(c)}: ${refusalText(answer.d)}`] : [];
  });
  if (refused.length > 0) toast(refused.length > 2 ? `${many(refused.length)} had changed or could not be dealt with. ${refused[0] ?? ""}` : refused.join(" "), { tone: "bad" });
  const changed = ids.filter((c) => {
    const answer = answers.get(c);
    return answer?.t === "ack" && answer.d?.id !== undefined;
  });
  if (changed.length > 0) say(`${done}: ${many(changed.length)}`);
  return changed;
}

/** Tags and snoozing are taken back by their opposite. */
export async function doTogether(ids: readonly string[], deed: Deed, done: string, opposite: Deed | null): Promise<void> {
  patch({ picked: nothing });
  const changed = await report(ids, deed, done);
  if (changed.length === 0) return;
  const text = `${done}: ${many(changed.length)}`;
  if (opposite === null) toast(text);
  else toast(text, { act: { label: "Undo", run: () => void report(changed, opposite, "Taken back") } });
}

interface Leaving {
  ids: readonly string[];
  /** What the visitor had written until then. */
  heard: ReadonlyMap<string, number>;
  toast: number;
  timer: ReturnType<typeof setTimeout>;
  /** On its way to the server: too late to be taken back. */
  gone: boolean;
}

const CLOSE: Deed = { t: "close", d: {} };
const leaving = new Set<Leaving>();
const heardOf = (c: string): number => screen.get().desk.feed.items.get(c)?.last_contact_seq ?? 0;

function settle(one: Leaving): void {
  clearTimeout(one.timer);
  leaving.delete(one);
  untoast(one.toast);
  for (const c of one.ids) setKey("leaving", c, undefined);
}

/** Resolved here at once, and for everybody else when it cannot be taken back any more: no visitor sees an end that is none. */
export function resolve(ids: readonly string[]): void {
  const fresh = ids.filter((c) => !screen.get().leaving[c]);
  if (fresh.length === 0) return;
  const one: Leaving = {
    ids: fresh,
    heard: new Map(fresh.map((c) => [c, heardOf(c)])),
    toast: toast(fresh.length === 1 ? `${nameOf(fresh[0] ?? "")} is resolved` : `${many(fresh.length)} resolved`, { act: { label: "Undo", run: () => settle(one) }, stays: true }),
    timer: setTimeout(() => void commit(one), UNDO_MS),
    gone: false,
  };
  leaving.add(one);
  for (const c of fresh) setKey("leaving", c, true);
  patch({ picked: nothing });
  say("Resolved");
}

/** The visitor has written since: that one stays open. */
const wrote = ({ heard }: Leaving, c: string): boolean => heardOf(c) > (heard.get(c) ?? 0);

async function commit(one: Leaving): Promise<void> {
  const again = one.ids.filter((c) => wrote(one, c));
  const rest = one.ids.filter((c) => !again.includes(c));
  one.gone = true;
  clearTimeout(one.timer);
  untoast(one.toast);
  if (again.length > 0) toast(`${again.map(nameOf).join(", ")} wrote meanwhile, and stays open.`);
  if (rest.length > 0) await report(rest, CLOSE, "Resolved");
  settle(one);
}

/** Nothing waits any longer. */
export async function commitAll(): Promise<void> {
  await Promise.all([...leaving].map(commit));
}

/** The page goes: what was to be done in a moment is done now. */
export function watchLeaving(): void {
  addEventListener("pagehide", () => {
    for (const one of [...leaving]) {
      const rest = one.ids.filter((c) => !wrote(one, c));
      for (const frames of together(rest, CLOSE)) void postFrame({ t: "bulk", d: { frames } }, true).catch(() => undefined);
      settle(one);
    }
  });
}

/** This one stays after all, and so does what was resolved with it. */
export function keep(c: string): void {
  const one = [...leaving].find(({ ids, gone }) => !gone && ids.includes(c));
  if (one) settle(one);
}

/** The newest thing that can still be taken back. */
export function undo(): boolean {
  const last = [...screen.get().toasts].reverse().find((one) => one.act?.label === "Undo");
  last?.act?.run();
  if (last) untoast(last.id);
  return last !== undefined;
}

export const take = (ids: readonly string[]): Promise<void> => doTogether(ids, { t: "take", d: {} }, "Taken", null);
export const tag = (ids: readonly string[], name: string): Promise<void> => doTogether(ids, { t: "tag", d: { add: [name] } }, `Tagged #${name}`, { t: "tag", d: { remove: [name] } });
export const snooze = (ids: readonly string[], until: number): Promise<void> => doTogether(ids, { t: "snooze", d: { until: Math.max(until, serverNow() + 61_000) } }, "Snoozed", { t: "snooze", d: { until: null } });
