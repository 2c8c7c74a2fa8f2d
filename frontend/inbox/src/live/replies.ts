/** Saved replies from the server, and their files into what is being written. */
import { back, MOST, placeOf, type Going, type SentFile } from "../model/files.ts";
import type { Mode } from "../model/drafts.ts";
import type { Reply } from "../model/replies.ts";
import { call, why } from "./api.ts";
import { fresh } from "./fresh.ts";
import { screen, setKey, toast } from "./screen.ts";

const ROOT = "/desk/v1/replies";
const at = (id: string): string => `${ROOT}/${encodeURIComponent(id)}`;

export const replies = fresh(async () => (await call<{ replies: Reply[] }>("GET", ROOT)).replies);

export interface Written {
  name: string;
  text: string;
  /** Ids: of what was just sent up, and of what it has already. */
  files: readonly string[];
}

export const repliesApi = {
  add: (written: Written) => call<Reply>("POST", ROOT, written),
  save: (id: string, written: Written, version: number) => call<Reply>("PUT", at(id), { ...written, version }),
  remove: (id: string) => call<void>("DELETE", at(id)),
};

/** A reply's files go into a message as copies of their own. They show at once, and can be sent when they are there. */
export async function bringFiles(reply: Reply, c: string, mode: Mode): Promise<void> {
  const place = placeOf(c, mode);
  const now = (): readonly Going[] => screen.get().attached[place] ?? [];
  const room = MOST - now().length;
  if (reply.files.length > room) toast(`At most ${MOST} files go with a message.`, { tone: "bad" });
  const wanted = reply.files.slice(0, Math.max(0, room));
  if (wanted.length === 0) return;
  const coming = back(wanted).map((one, n): Going => ({ ...one, key: `${one.key}/${Date.now()}/${n}`, share: 0.5, file: null, again: false }));
  const keys = new Set(coming.map(({ key }) => key));
  setKey("attached", place, [...now(), ...coming]);
  const rest = (): readonly Going[] => now().filter(({ key }) => !keys.has(key));
  try {
    const { files } = await call<{ files: SentFile[] }>("POST", `${at(reply.id)}/files`, { files: wanted.map(({ id }) => id) });
    const kept = new Set(now().map(({ key }) => key));
    setKey("attached", place, [...rest(), ...back(files.filter((_, n) => kept.has(coming[n]?.key ?? "")))]);
  } catch (error) {
    setKey("attached", place, rest());
    toast(why(error, "The files of this reply did not come. Attach them by hand."), { tone: "bad" });
  }
}
