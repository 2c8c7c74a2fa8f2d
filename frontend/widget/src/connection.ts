/** Keeps one live connection to the server: tickets, WebSocket or what stands in for one, heartbeat, reconnecting. No DOM. */
import type { Frame } from "./protocol";

export interface Detour {
  (): Promise<Pipe | undefined>;
  (puzzle: string): Promise<string | undefined>;
}

/** As much of a WebSocket as is used here. */
export interface Pipe {
  onopen: (() => void) | null;
  onmessage: ((event: { data: string }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(text: string): void;
  close(): void;
}

export interface Options {
  base: string;
  /** The browser's time zone: people travel. */
  tz(): string;
  token(): string | undefined;
  /** What to say of oneself in order to become a visitor. */
  hello(): object;
  /** A new visitor was made. */
  made(visitor: { id: string; token: string }): void;
  /** The token is not known to the server (any more). Answers whether to go on as a new visitor. */
  unknown(): boolean;
  cursor(): { c: string; s: number } | undefined;
  frame(frame: Frame): void;
  /** What stands in for a WebSocket where those are blocked; or a puzzle with its solution, where the server asks that first. */
  detour: Detour;
  /** 1: frames flow · 0: trying again · 2: the same, for it was too much at once · -1: refused, until `wake`. */
  status(now: 1 | 0 | 2 | -1): void;
}

export interface Connection {
  /** Connect now, if not connected. */
  wake(): unknown;
  /** Hand a frame to the server, if connected. The answer comes as a frame. */
  send(frame: Frame): void;
  stop(): void;
  /** Give this connection up and try for another. */
  lost(): void;
}

/** Full jitter: anything between now and a limit that doubles from 0.5 to 30 s. */
export const backoff = (tries: number): number => Math.random() * Math.min(3e4, 500 * 2 ** tries);

export function connection({ base, tz, token, hello, made, unknown, cursor, frame: hear, detour, status }: Options): Connection {
  const timers: { [name in "dog" | "again" | "calm"]?: ReturnType<typeof setTimeout> } = {};
  let pipe: Pipe | undefined;
  let up = false;
  let busy = false;
  /** Counts attempts: whatever belongs to an older one is void. */
  let round = 0;
  let tries = 0;
  let early = 0;
  let refresh = true;
  let work: string | undefined;

  const after = (name: keyof typeof timers, ms: number, then: () => void) => {
    clearTimeout(timers[name]);
    timers[name] = setTimeout(then, ms);
  };
  const watch = (ms: number) => after("dog", ms, lost);

  const say = (frame: Frame) => pipe!.send(JSON.stringify(frame));

  function stop() {
    round++;
    up = busy = false;
    Object.values(timers).forEach(clearTimeout);
    const old = pipe;
    if (old) {
      old.onopen = old.onmessage = old.onclose = pipe = null as never;
      old.close();
    }
  }

  function lost(how: 0 | 2 = 0) {
    if (pipe && !up) early++;
    end(how);
    after("again", backoff(tries++), open);
  }

  function end(how: 0 | 2 | -1) {
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
      const answer = await fetch(base + "/v1/" + (known ? "tickets" : "visitors"), {
        method: "POST",
        headers: { ...(known && { authorization: "Bearer " + known }), "content-type": "application/json" },
        body: JSON.stringify(known ? {} : { ...hello(), tz: tz(), work }),
      });
      const got = await answer.json();
      const code = answer.status;
      if (mine != round) return;
      if (code == 201) {
        if (!known) made(got.visitor);
        // A pipe that ended before its welcome: after two, the other kind is tried.
        const pipe = early & 2 ? await detour() : (new WebSocket(base.replace("http", "ws") + "/v1/ws", "desk.v1") as Pipe);
        return (pipe && mine == round && dial(pipe, got.ticket)) as void;
      }
      if (code == 401) return unknown() ? open() : stop();
      if (code == 429) return lost(2);
      if (code == 428) work = await detour(got.work);
      else if (code < 500) return end(-1);
    } catch {
      // offline, forbidden by a policy of the page, or cut: all the same
    }
    if (mine == round) lost();
  }

  function dial(made: Pipe, ticket: string) {
    pipe = made;
    after("dog", 4e3, () => {
      early = 1;
      lost();
    });
    made.onopen = () => {
      watch(8e3);
      say({ t: "hello", d: { ticket, client: "widget/1", proto: 1, cursor: cursor(), tz: tz() } });
    };
    made.onclose = ({ code }) => {
      if (code == 4401 && refresh) {
        // Who was erased in another tab begins anew only with a word of their own.
        refresh = false;
        token() || unknown() ? open() : stop();
      } else if (code > 3999 && code < 4500) end(-1);
      else lost();
    };
    made.onmessage = ({ data }) => receive(JSON.parse(data));
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
    wake: () => up || busy || open(),
    send(frame) {
      // Without a connection nothing is lost: what matters is sent again when there is one.
      if (!up) return;
      if (frame.id) watch(8e3);
      say(frame);
    },
  };
}
