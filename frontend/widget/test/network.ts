/** A network and a clock in memory, put in place of the browser's: nothing here waits, everything is stepped. */
import type { Frame } from "../src/protocol";

type Timer = { at: number; then: (...args: unknown[]) => void; args: unknown[] };

export class Network {
  now = 0;
  timers = new Map<number, Timer>();
  next = 1;
  requests: Array<{ path: string; body: unknown; token: string | null }> = [];
  sockets: Socket[] = [];
  streams: Stream[] = [];
  /** Answers by path; a missing one is a network error. */
  answers: Record<string, () => { status: number; body: unknown }> = {
    visitors: () => ({ status: 201, body: { visitor: { id: "v_1", token: "secret" }, ticket: "t1" } }),
    tickets: () => ({ status: 201, body: { ticket: "t2" } }),
  };

  constructor() {
    const network = this;
    Object.assign(globalThis, {
      setTimeout: (then: Timer["then"], ms: number, ...args: unknown[]) => {
        network.timers.set(network.next, { at: network.now + ms, then, args });
        return network.next++;
      },
      clearTimeout: (id: number) => network.timers.delete(id),
      fetch: async (url: string, { body, headers }: { body?: string; headers: Record<string, string> }) => {
        const path = url.replace("https://desk.example/v1/", "");
        network.requests.push({ path, body: body && JSON.parse(body), token: headers["authorization"] ?? null });
        const answer = network.answers[path.split("?")[0]!];
        if (!answer) throw new TypeError("network");
        const { status, body: json } = answer();
        return { status, json: async () => json };
      },
      WebSocket: class extends Socket {
        constructor(url: string, protocol: string) {
          super(url, protocol);
          network.sockets.push(this);
        }
      },
      EventSource: class extends Stream {
        constructor(url: string) {
          super(url);
          network.streams.push(this);
        }
      },
    });
  }

  /** Let promises settle. */
  async settle(): Promise<void> {
    for (let i = 0; i < 20; i++) await Promise.resolve();
  }

  /** Let time pass: every timer that falls due runs, in order. */
  async pass(ms: number): Promise<void> {
    const until = this.now + ms;
    for (;;) {
      await this.settle();
      const due = [...this.timers].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      const [id, { at, then, args }] = due;
      this.timers.delete(id);
      this.now = at;
      then(...args);
    }
    this.now = until;
  }

  get socket(): Socket {
    return this.sockets[this.sockets.length - 1]!;
  }
}

export class Socket {
  sent: Frame[] = [];
  closed = false;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  onerror: (() => void) | null = null;
  constructor(
    readonly url: string,
    readonly protocol: string,
  ) {}
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(): void {
    this.closed = true;
  }
  /** As the server: open, say, end. */
  begin(): this {
    this.onopen?.();
    return this;
  }
  says(frame: Frame): this {
    this.onmessage?.({ data: JSON.stringify(frame) });
    return this;
  }
  welcome(): this {
    return this.begin().says({ t: "welcome", d: { now: 0 } });
  }
  ends(code: number): void {
    this.closed = true;
    this.onclose?.({ code });
  }
}

export class Stream {
  closed = false;
  onmessage: ((event: { data: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  constructor(readonly url: string) {}
  close(): void {
    this.closed = true;
  }
  says(frame: Frame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}
