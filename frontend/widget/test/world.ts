/** Frames as the server sends them, for tests: one conversation whose log grows by verbs. */
import type { Author, Frame, LogEvent, Phase, Projection } from "../src/protocol";

export const ADA: Author = { kind: "assistant", name: "Ada" };
export const MIA: Author = { kind: "operator", id: "op_1", name: "Mia" };
export const VERA: Author = { kind: "contact", id: "ct_1" };
const SYSTEM: Author = { kind: "system" };

export class Talk {
  frames: Frame[] = [];
  log: Array<LogEvent & { s: number; e: number }> = [];
  now: Projection = {
    id: "c_1",
    state: "new",
    owner: null,
    waiting_since: null,
    assist: false,
    asking: null,
    contact: {},
    read: { contact: 0, operator: 0 },
  };
  epoch = 0;

  get seq(): number {
    return this.log.length;
  }
  add(event: Partial<LogEvent> & { type: string; author: Author }): Frame {
    const s = this.seq + 1;
    const whole: LogEvent = { id: `e_${s}`, at: 1000 + s, ...event };
    this.log.push({ s, e: this.epoch, ...whole });
    if (event.author.kind == "contact") this.now.read.contact = s;
    const frame: Frame = { t: "ev", c: this.now.id, s, e: this.epoch, d: whole };
    this.frames.push(frame);
    return frame;
  }
  move(to: Phase, code: string | null, more: Partial<Projection> = {}): Frame {
    const from = this.now.state == "new" ? null : (this.now.state as Phase);
    this.epoch++;
    this.now = { ...this.now, owner: null, waiting_since: null, assist: false, ...more, state: to };
    const { owner, waiting_since, assist } = this.now;
    return this.add({ type: "state", author: SYSTEM, from, to, code, text: code ?? "", owner, waiting_since, assist });
  }
  says(author: Author, text: string, more: Partial<LogEvent> = {}): Frame {
    return this.add({ type: "message", author, kind: "text", text, ...more });
  }
  assist(on: boolean): Frame {
    this.now.assist = on;
    return this.add({ type: "assist", author: SYSTEM, on });
  }
  /** A snapshot of the newest `last` events, as if it had been asked for now. */
  snap(last = Infinity, turn: unknown = null): Frame {
    const events = this.log.slice(Math.max(0, this.seq - last));
    return structuredClone({
      t: "snap",
      c: this.now.id,
      s: this.seq,
      e: this.epoch,
      d: { conversation: this.now, events, more: events.length < this.seq, turn },
    });
  }
}

/** A conversation through every state, with every type of event that a visitor is sent. */
export function story(): Talk {
  const talk = new Talk();
  talk.says(VERA, "Do you deliver?", { cid: "cid-1" });
  talk.move("assistant", null);
  talk.says(ADA, "Yes. [1]", { turn: "t_1", citations: [{ n: 1, id: "p", title: "Delivery" }] });
  talk.says(VERA, "A person, please", { cid: "cid-2" });
  talk.move("waiting", "asking_team", { waiting_since: 5000 });
  talk.assist(true);
  talk.says(ADA, "Meanwhile: yes.", { turn: "t_2" });
  talk.add({ type: "contact", author: SYSTEM });
  talk.add({ type: "hidden", author: SYSTEM });
  talk.move("human", "joined", { owner: { id: "op_1", name: "Mia" } });
  talk.says(MIA, "Hello!");
  talk.says(VERA, "Hi Mia", { cid: "cid-3" });
  talk.move("assistant", "returned");
  talk.add({ type: "answer_failed", author: SYSTEM, turn: "t_3", text: "Sorry, that did not work." });
  talk.says(ADA, "Here is hal", { turn: "t_4", interrupted: true });
  talk.move("followup", "timed_out");
  talk.move("closed", "closed");
  talk.says(VERA, "One more thing", { cid: "cid-4" });
  talk.move("assistant", "reopened");
  return talk;
}
