/** One socket that comes back: ticket, hello, heartbeat, answers by id, drain. What frames mean is not known here. */
import type { Ack, ClientFrame, ServerFrame } from "../model/wire.ts";
import { api, ApiError, postFrame, Refused, Unanswered } from "./api.ts";
import { isUntouched } from "./idle.ts";
import { delay, mayReturn, PEACE_MS } from "./backoff.ts";

export type LinkState =
  | { is: "connecting" }
  | { is: "live" }
  | { is: "away"; since: number; failures: number }
  | { is: "stopped"; code: number };

export interface Hooks {
  frame(frame: ServerFrame): void;
  /** The socket is signed in; the feed and the replay follow. */
  open(): void;
  state(state: LinkState): void;
  signedOut(): void;
  /** Resume point of the feed. */
  feed(): number | null;
}

interface Asked {
  resolve(ack: Ack): void;
  reject(error: Error): void;
  socket: WebSocket;
}

const SILENCE_MS = 33_000;
const OPEN_MS = 10_000;

export class Connection {
  private socket: WebSocket | null = null;
  private readonly asked = new Map<string, Asked>();
  private number = 0;
  private attempt = 0;
  private since = Date.now();
  private heard = 0;
  private liveAt = 0;
  private live = false;
  private renewed = false;
  private stopped = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly pulse: ReturnType<typeof setInterval>;
  private readonly hooks: Hooks;

  constructor(hooks: Hooks) {
    this.hooks = hooks;
    this.pulse = setInterval(() => this.check(), 3_000);
    window.addEventListener("online", this.hurry);
    document.addEventListener("visibilitychange", this.hurry);
    hooks.state({ is: "connecting" });
    void this.connect();
  }

  stop(): void {
    this.stopped = true;
    clearInterval(this.pulse);
    clearTimeout(this.timer);
    window.removeEventListener("online", this.hurry);
    document.removeEventListener("visibilitychange", this.hurry);
    this.socket?.close(1000);
    this.socket = null;
  }

  get isLive(): boolean {
    return this.live;
  }

  /** Resolves with the ack; rejects with `Refused`, or `Unanswered` when the line broke first. */
  ask(frame: ClientFrame): Promise<Ack> {
    const id = `f${++this.number}`;
    const socket = this.socket;
    if (!this.live || !socket) return postFrame({ ...frame, id }).catch((error: unknown) => Promise.reject(this.unanswered(error)));
    return new Promise((resolve, reject) => {
      this.asked.set(id, { resolve, reject, socket });
      socket.send(JSON.stringify({ ...frame, id }));
    });
  }

  /** For what may be lost: typing, read, subscriptions. */
  tell(frame: ClientFrame): void {
    if (this.live) this.socket?.send(JSON.stringify(frame));
  }

  /** Try now, if this was waiting to. */
  hurry = (): void => {
    if (this.stopped || document.visibilityState === "hidden") return;
    if (this.live) this.check();
    else if (this.timer !== undefined) {
      clearTimeout(this.timer);
      this.timer = undefined;
      void this.connect();
    }
  };

  /** A new socket beside this one, which goes when the new one is in. */
  renew(): void {
    if (this.live) void this.connect();
  }

  private unanswered(error: unknown): Error {
    if (error instanceof Refused) return error;
    if (error instanceof ApiError && error.status === 401) this.hooks.signedOut();
    return new Unanswered();
  }

  private check(): void {
    if (this.live && Date.now() - this.heard > SILENCE_MS) this.socket?.close(4504);
    if (this.live && this.socket && this.socket.readyState > WebSocket.OPEN) this.lost(this.socket, 1006);
  }

  private async connect(): Promise<void> {
    let ticket: string;
    try {
      ticket = (await api.ticket()).ticket;
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return this.hooks.signedOut();
      return this.later();
    }
    if (!this.stopped) this.greet(ticket);
  }

  private greet(ticket: string): void {
    const base = location.origin.replace(/^http/, "ws");
    const socket = new WebSocket(`${base}/desk/v1/ws`, "desk.v1");
    const slow = setTimeout(() => socket.close(), OPEN_MS);
    socket.onopen = () => {
      const feed = this.hooks.feed();
      const d = { ticket, client: "inbox", proto: 1, ...(feed === null ? {} : { feed }), ...(isUntouched() && { idle: true }) };
      socket.send(JSON.stringify({ t: "hello", d }));
    };
    socket.onmessage = (message) => {
      this.heard = Date.now();
      const frame = parsed(message.data);
      if (!frame) return;
      if (frame.t === "welcome") {
        clearTimeout(slow);
        this.adopt(socket);
      }
      this.receive(socket, frame);
    };
    socket.onclose = (event) => {
      clearTimeout(slow);
      this.lost(socket, event.code);
    };
    if (!this.socket) this.socket = socket;
  }

  /** The new socket is in; an older one that was draining may go. */
  private adopt(socket: WebSocket): void {
    const old = this.socket;
    this.socket = socket;
    if (old && old !== socket) {
      this.abandon(old);
      old.onclose = null;
      old.onmessage = null;
      old.close(1000);
    }
    this.live = true;
    this.renewed = false;
    this.liveAt = Date.now();
  }

  private receive(socket: WebSocket, frame: ServerFrame): void {
    switch (frame.t) {
      case "ack":
      case "nack": {
        const asked = this.asked.get(frame.id ?? "");
        if (!asked) return;
        this.asked.delete(frame.id ?? "");
        if (frame.t === "ack") asked.resolve(frame);
        else asked.reject(new Refused(frame.d));
        return;
      }
      case "ping":
        socket.send(JSON.stringify({ t: "pong", d: {} }));
        this.hooks.frame(frame);
        return;
      case "drain":
        setTimeout(() => void this.connect(), Math.random() * Math.max(0, frame.d.within_ms));
        return;
      default:
        this.hooks.frame(frame);
        if (frame.t === "welcome") {
          this.hooks.state({ is: "live" });
          this.hooks.open();
        }
    }
  }

  private abandon(socket: WebSocket): void {
    for (const [id, asked] of this.asked) {
      if (asked.socket !== socket) continue;
      this.asked.delete(id);
      asked.reject(new Unanswered());
    }
  }

  private lost(socket: WebSocket, code: number): void {
    this.abandon(socket);
    if (this.stopped || socket !== this.socket) {
      if (!this.live && !this.stopped) this.later();
      return;
    }
    this.socket = null;
    if (this.live) {
      this.since = Date.now();
      if (Date.now() - this.liveAt > PEACE_MS) this.attempt = 0;
    }
    this.live = false;
    const next = mayReturn(code);
    if (next === "signed-out" && !this.renewed) {
      this.renewed = true;
      void this.connect();
    } else if (next === "signed-out") this.hooks.signedOut();
    else if (next === "stop") this.hooks.state({ is: "stopped", code });
    else this.later();
  }

  private later(): void {
    if (this.stopped || this.live) return;
    this.hooks.state({ is: "away", since: this.since, failures: this.attempt });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.connect();
    }, delay(this.attempt++, Math.random()));
  }
}

function parsed(data: unknown): ServerFrame | null {
  try {
    const frame: unknown = JSON.parse(String(data));
    return typeof frame === "object" && frame !== null && "t" in frame ? (frame as ServerFrame) : null;
  } catch {
    return null;
  }
}
