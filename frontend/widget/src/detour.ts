/** Where WebSockets are blocked: one event stream down, a request for every frame up. Looks like a WebSocket. */
import type { Pipe } from "./connection";
import type { Late } from "./kit";
import type { Frame } from "./protocol";

export default function detour(base: string, call: Late["call"]): Pipe {
  let stream: EventSource | undefined;
  const lost = () => pipe.onclose?.({ code: 0 });
  const hear = (data: string) => pipe.onmessage?.({ data });

  async function post(text: string, id: Frame["id"]) {
    let answer: Frame | undefined;
    try {
      answer = await (await call("frames", text)).json();
    } catch {}
    hear(answer?.t ? JSON.stringify(answer) : JSON.stringify({ t: "nack", id, d: { retry: true } }));
  }

  const pipe: Pipe = {
    onopen: null,
    onmessage: null,
    onclose: null,
    send(text) {
      const { t, id, d } = JSON.parse(text) as Frame;
      if (t == "hello") {
        const at = d.cursor;
        stream = new EventSource(base + "/v1/stream?ticket=" + d.ticket + (at ? "&c=" + at.c + "&after=" + at.s : ""));
        stream.onmessage = ({ data }) => hear(data);
        // A ticket is good once, so the browser's own reconnecting cannot work.
        stream.onerror = lost;
      } else if (t == "sync") lost();
      else if (!/pong|typing/.test(t)) void post(text, id);
    },
    close: () => stream?.close(),
  };
  setTimeout(() => pipe.onopen?.(), 0);
  return pipe;
}
