/** Saved replies from the server. */
import type { Reply } from "../model/replies.ts";
import { call } from "./api.ts";
import { fresh } from "./fresh.ts";

const ROOT = "/desk/v1/replies";

export const replies = fresh(async () => (await call<{ replies: Reply[] }>("GET", ROOT)).replies);

export const repliesApi = {
  add: (name: string, text: string) => call<Reply>("POST", ROOT, { name, text }),
  save: (id: string, name: string, text: string, version: number) => call<Reply>("PUT", `${ROOT}/${encodeURIComponent(id)}`, { name, text, version }),
  remove: (id: string) => call<void>("DELETE", `${ROOT}/${encodeURIComponent(id)}`),
};
