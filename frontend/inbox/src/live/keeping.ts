/** Tags and snoozing. */
import { refusalText } from "../model/words.ts";
import { call, Refused } from "./api.ts";
import { link } from "./link.ts";
import { say, toast } from "./screen.ts";

/** `opposite`: what takes it back. */
async function ask(c: string, t: "tag" | "snooze", d: object, done: string, opposite?: object): Promise<void> {
  try {
    await link.current?.ask({ t, c, d: { ...d } });
    say(done);
    if (opposite) toast(done, { act: { label: "Undo", run: () => void ask(c, t, opposite, "Taken back") } });
  } catch (error) {
    toast(error instanceof Refused ? refusalText(error.refusal) : "No answer from the server. Try again in a moment.", { tone: "bad" });
  }
}

export const addTag = (c: string, tag: string): Promise<void> => ask(c, "tag", { add: [tag] }, `Tagged #${tag}`, { remove: [tag] });
export const removeTag = (c: string, tag: string): Promise<void> => ask(c, "tag", { remove: [tag] }, `#${tag} removed`, { add: [tag] });
export const snooze = (c: string, until: number | null): Promise<void> => ask(c, "snooze", { until }, until === null ? "Back" : "Snoozed", until === null ? undefined : { until: null });

export const allTags = async (): Promise<string[]> => (await call<{ tags: { tag: string; count: number }[] }>("GET", "/desk/v1/tags")).tags.map((one) => one.tag);
