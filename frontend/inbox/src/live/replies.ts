/** Saved replies from the server: fetched when somebody wants one, and not twice in a moment. */
import type { Reply } from "../model/replies.ts";
import { call } from "./api.ts";

const ROOT = "/desk/v1/replies";
const FRESH_MS = 20_000;

let known: { at: number; replies: Reply[] } | null = null;

export const knownReplies = (): readonly Reply[] => known?.replies ?? [];

export async function loadReplies(anew = false): Promise<Reply[]> {
  if (!anew && known && Date.now() - known.at < FRESH_MS) return known.replies;
  const { replies } = await call<{ replies: Reply[] }>("GET", ROOT);
  known = { at: Date.now(), replies };
  return replies;
}

export const repliesApi = {
  add: (name: string, text: string) => call<Reply>("POST", ROOT, { name, text }),
  save: (id: string, name: string, text: string, version: number) => call<Reply>("PUT", `${ROOT}/${encodeURIComponent(id)}`, { name, text, version }),
  remove: (id: string) => call<void>("DELETE", `${ROOT}/${encodeURIComponent(id)}`),
};
