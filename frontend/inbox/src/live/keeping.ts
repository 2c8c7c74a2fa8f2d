/** Tags and snoozing. */
import { refusalText } from "../model/words.ts";
import { call, Refused } from "./api.ts";
import { link } from "./link.ts";
import { say, toast } from "./screen.ts";

async function ask(c: string, t: "tag" | "snooze", d: object, done: string): Promise<void> {
  try {
    await link.current?.ask({ t, c, d: { ...d } });
    say(done);
  } catch (error) {
    toast(error instanceof Refused ? refusalText(error.refusal) : "No answer from the server. Try again in a moment.", { tone: "bad" });
  }
}

export const addTag = (c: string, tag: string): Promise<void> => ask(c, "tag", { add: [tag] }, `Tagged ${tag}`);
export const removeTag = (c: string, tag: string): Promise<void> => ask(c, "tag", { remove: [tag] }, `Tag ${tag} removed`);
export const snooze = (c: string, until: number | null): Promise<void> => ask(c, "snooze", { until }, until === null ? "Back" : "Snoozed");

export const allTags = async (): Promise<string[]> => (await call<{ tags: { tag: string; count: number }[] }>("GET", "/desk/v1/tags")).tags.map((one) => one.tag);
