/** Keeps one live connection to the server: tickets, WebSocket, fallback stream, heartbeat, reconnecting. No DOM. */
import type { Frame } from "./protocol";

export interface Options {
  base: string;
  token(): string | undefined;
  /** What to say of oneself in order to become a visitor. */
  hello(): object;
  /** A new visitor was made. */
  joined(visitor: { id: string; token: string }): void;
  /** The token is not known to the server (any more). Answers whether to go on as a new visitor. */
  unknown(): boolean;
  cursor(): { c: string; s: number } | undefined;
  frame(frame: Frame): void;
  /** 1: frames flow · 0: trying again · -1: refused, until `wake`. */
  status(now: 1 | 0 | -1): void;
}

export interface Connection {
  /** Connect now, if not connected. `probe`: when connected, ask for what may be missing. */
  wake(probe?: boolean): void;
  /** Hand a frame to the server, if connected. The answer comes as a frame; a failed POST is a nack that says retry. */
  send(frame: Frame): void;
  /** The conversation by one plain request, without a connection. */
  pull(): void;
  stop(): void;
  /** Give this connection up and try for another. */
  lost(): void;
}

/** Full jitter: anything between now and a limit that doubles from 0.5 to 30 s. */
export const backoff = (tries: number): number => Math.random() * Math.min(3e4, 500 * 2 ** tries);

export function connection({ base, token, hello, joined, unknown, cursor, frame: hear, status }: Options): Connection {
  const timers: { [name in "dog" | "again" | "calm"]?: ReturnType<typeof setTimeout> } = {};
  let pipe: WebSocket | EventSource | undefined;
  let up = false;
  let busy = false;
  /** Counts attempts: whatever belongs to an older one is void. */
  let round = 0;
  let tries = 0;
  let early = 0;
  let refresh = true;

  const after = (name: keyof typeof timers, ms: number, then: () => void) => {
    clearTimeout(timers[name]);
    timers[name] = setTimeout(then, ms);
  };
  const watch = (ms: number) => after("dog", ms, lost);

  const ask = async (path: string, body?: object) => {
    const known = token();
    const answer = await fetch(base + "/v1/" + path, {
      headers: { ...(known && { authorization: "Bearer " + known }), "content-type": "application/json" },
      ...(body && { method: "POST", body: JSON.stringify(body) }),
    });
    return { code: answer.status, got: await answer.json() };
  };

  const say = (frame: Frame) => pipe && "send" in pipe && (pipe.send(JSON.stringify(frame)), true);

  function stop() {
    round++;
    up = busy = false;
    Object.values(timers).forEach(clearTimeout);
    const old = pipe as WebSocket | undefined;
    if (old) {
      old.onopen = old.onmessage = old.onerror = old.onclose = pipe = undefined as never;
      old.close();
    }
  }

  function lost() {
    // A pipe that ended before its welcome: after two, the other kind is tried.
    if (pipe && !up) early++;
    end(0);
    after("again", backoff(tries++), open);
  }

  function end(how: 0 | -1) {
    stop();
    status(how);
  }

  async function open(): Promise<void> {
    stop();
    const mine = round;
    busy = true;
    watch(1e4);
    try {
      const known = token();
      const { code, got } = await (known ? ask("tickets", {}) : ask("visitors", hello()));
      if (mine != round) return;
      if (code == 201) {
        if (!known) joined(got.visitor);
        return dial(got.ticket);
      }
      if (code == 401) return unknown() ? open() : stop();
      if (code < 500 && code != 429) return end(-1);
    } catch {
      // offline, forbidden by a policy of the page, or cut: all the same
    }
    if (mine == round) lost();
  }

  function dial(ticket: string) {
    const at = cursor();
    if (early & 2) {
      pipe = new EventSource(base + "/v1/stream?ticket=" + ticket + (at ? "&c=" + at.c + "&after=" + at.s : ""));
      // A ticket is good once, so the browser's own reconnecting cannot work.
      pipe.onerror = lost;
    } else {
      const socket = (pipe = new WebSocket(base.replace("http", "ws") + "/v1/ws", "desk.v1"));
      after("dog", 4e3, () => {
        early = 1;
        lost();
      });
      socket.onopen = () => {
        watch(8e3);
        say({ t: "hello", d: { ticket, client: "widget/1", proto: 1, cursor: at } });
      };
      socket.onclose = ({ code }) => {
        if (code == 4401 && refresh) {
          refresh = false;
          open();
        } else if (code > 3999 && code < 4500) end(-1);
        else lost();
      };
    }
    pipe.onmessage = ({ data }: MessageEvent) => receive(JSON.parse(data));
  }

  function receive(frame: Frame) {
    const { t, d } = frame;
    watch(33e3);
    if (t == "ping") say({ t: "pong", d: {} });
    if (t == "drain") after("again", Math.random() * d.within_ms, open);
    hear(frame);
    if (t != "welcome") return;
    up = refresh = true;
    early &= 2;
    after("calm", 6e4, () => (tries = 0));
    status(1);
  }

  return {
    stop,
    lost,
    wake(probe) {
      const at = cursor();
      if (!up) busy || open();
      else if (probe && at) {
        if (say({ t: "sync", c: at.c, d: { after: at.s } })) watch(5e3);
        else open();
      }
    },
    async send(frame) {
      // Without a connection nothing is lost: what matters is sent again when there is one.
      if (!up) return;
      if (say(frame)) return frame.id && watch(8e3);
      let answer: Frame | undefined;
      try {
        answer = (await ask("frames", frame)).got;
      } catch {}
      hear(answer?.t ? answer : { t: "nack", id: frame.id!, d: { retry: true } });
    },
    async pull() {
      try {
        (await ask("conversation?after=0")).got.frames.forEach(hear);
      } catch {}
    },
  };
}
