// A stand-in for the server, to look at the widget by itself: node widget/dev/serve.mjs [port]
// One conversation at a time, in memory. What the visitor writes chooses the scene (see `scenes`); POST /dev/VERB acts
// as the operator or breaks something: take, say, typing, read, return, close, wait, drop, down, up, refuse, gap, age.
import { createHash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const STATIC = join(HERE, "..", "..", "..", "src", "deskbell", "static", "widget");
const BUILT = JSON.parse(readFileSync(join(STATIC, "manifest.json")));
const PORT = Number(process.argv[2] ?? 8091);
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const ADA = { kind: "assistant", name: "Ada" };
const MIA = { kind: "operator", id: "op_mia", name: "Mia" };
const SYSTEM = { kind: "system" };

let options = { sockets: true, down: false, refuse: 0, pace: 30 };
let talk;
let pipes = new Set();

function fresh() {
  talk = { id: "c_" + randomUUID(), seq: 0, epoch: 0, state: "assistant", owner: null, waiting_since: null, assist: false, events: [], turn: null, read: { contact: 0, operator: 0 }, begun: false };
}
fresh();

const tell = (frame) => pipes.forEach((pipe) => pipe(frame));
function add(event) {
  const whole = { id: "e_" + randomUUID(), at: Date.now(), ...event };
  talk.seq++;
  talk.events.push({ s: talk.seq, e: talk.epoch, ...whole });
  if (talk.seq !== options.skip) tell({ t: "ev", c: talk.id, s: talk.seq, e: talk.epoch, d: whole });
  return talk.seq;
}
function move(to, code, text, more = {}) {
  const from = talk.begun ? talk.state : null;
  talk.epoch++;
  Object.assign(talk, { state: to, owner: null, waiting_since: null, assist: false, turn: null, begun: true }, more);
  const { owner, waiting_since, assist } = talk;
  add({ type: "state", author: SYSTEM, from, to, reason: "operator", code, text, owner, waiting_since, deadline_at: null, assist, handoff: null });
}
const projection = () => {
  const { id, state, epoch, seq, owner, waiting_since, assist, read } = talk;
  return { id, state, epoch, seq, owner, waiting_since, assist, read };
};
const snap = () => ({ t: "snap", c: talk.id, s: talk.seq, e: talk.epoch, d: { conversation: projection(), events: talk.events, more: false, turn: talk.turn } });
const welcome = () => ({ t: "welcome", d: { conn: "x", proto: 1, hb: 25, now: Date.now(), limits: {}, you: { id: "v" }, assistant: { name: "Ada" } } });
function replay(pipe, cursor) {
  if (!talk.begun) return;
  if (cursor) for (const { s, e, ...d } of talk.events) s > cursor && pipe({ t: "ev", c: talk.id, s, e, d });
  else pipe(snap());
}

const SOURCES = [
  { n: 1, id: "p1", title: "Delivery and returns", url: "https://example.com/delivery" },
  { n: 2, id: "p2", title: "Bike repair price list", url: null },
];
const ANSWER =
  "Yes, we deliver everywhere in the country. [1]\n\n- **Small parts** arrive in 1 to 2 working days\n- **Bikes** arrive assembled within 5 working days\n\nDelivery is free above 50 €. You can track your order at https://example.com/track, or reply here with your order number. [2]";
const LONG = Array.from({ length: 9 }, (_, i) => `## Step ${i + 1}\n\nLoosen the *upper* bolt with a \`5 mm\` key, then move the saddle until it is level. Check it twice before you ride.\n\n\`\`\`\nheight = inseam * 0.883\n\`\`\`\n`).join("\n");

async function answer(text, citations = [], cut) {
  const gen = "t_" + randomUUID();
  const epoch = talk.epoch;
  talk.turn = { gen, text: "" };
  await sleep(options.pace * 5);
  tell({ t: "thinking", c: talk.id, e: epoch, d: { gen } });
  await sleep(options.pace * 20);
  const size = 9;
  for (let off = 0; off < (cut ?? text.length); off += size) {
    if (talk.epoch !== epoch || talk.turn?.gen !== gen) return;
    const part = text.slice(off, off + size);
    talk.turn.text += part;
    tell({ t: "delta", c: talk.id, e: epoch, d: { gen, off, text: part } });
    await sleep(options.pace);
  }
  if (talk.epoch !== epoch) return;
  const said = cut ? talk.turn.text : text;
  talk.turn = null;
  add({ type: "message", author: ADA, kind: "text", text: said, turn: gen, citations, ...(cut ? { interrupted: true } : {}) });
}

const wait = (since = Date.now()) => move("waiting", "asking_team", "Asking the team. You can keep writing.", { waiting_since: since });
async function scenes(text) {
  if (/person|human/i.test(text)) return wait();
  if (talk.state === "human" || (talk.state === "waiting" && !talk.assist)) return;
  if (/fail/i.test(text)) {
    await sleep(options.pace * 20);
    return add({ type: "answer_failed", author: SYSTEM, turn: "t_x", text: "Sorry, I could not answer that just now.", retry: true });
  }
  if (/cut/i.test(text)) return answer(ANSWER, [], 90);
  if (/silent/i.test(text)) return;
  if (/long/i.test(text)) return answer(LONG);
  if (/xss/i.test(text)) return answer('<img src=x onerror=alert(1)> [x](javascript:alert(1)) <script>alert(1)</script> [ok](https://example.com)');
  return answer(ANSWER, SOURCES);
}

const seen = new Map();
function act({ t, id, d = {} }) {
  const nack = (code, message, retry = false) => ({ t: "nack", id, d: { code, message, retry } });
  if (options.refuse > 0 && t !== "read") return options.refuse--, nack("rate", "Too many messages at once.", false);
  const ack = (s) => ({ t: "ack", id, c: talk.id, s, e: talk.epoch, d: { cid: d.cid } });
  if (seen.has(d.cid)) return ack(seen.get(d.cid));
  if (t === "msg") {
    if (talk.state === "closed") move("assistant", "reopened", "Welcome back. Ada, the AI assistant, is here.");
    const first = !talk.begun;
    if (first) talk.begun = true;
    const s = add({ type: "message", author: { kind: "contact" }, kind: "text", text: d.text, cid: d.cid });
    if (first) move("assistant", null, "");
    if (talk.state === "waiting" && d.assist !== undefined && d.assist !== talk.assist) {
      talk.assist = d.assist;
      add({ type: "assist", author: SYSTEM, on: d.assist });
    }
    seen.set(d.cid, s);
    setTimeout(scenes, 30, d.text);
    return ack(s);
  }
  if (t === "request") wait();
  if (t === "cancel") move("assistant", "cancelled", "OK. Ada, the AI assistant, is here again.");
  if (t === "retry") setTimeout(answer, 30, ANSWER, SOURCES);
  if (t === "read") talk.read.contact = d.upto;
  if (d.cid) seen.set(d.cid, talk.seq);
  return id ? ack(talk.seq) : undefined;
}

const verbs = {
  take: () => move("human", "joined", "Mia joined. You are now talking with a person.", { owner: { id: MIA.id, name: "Mia" } }),
  say: ({ text = "Hi, I am Mia. I can look that up for you." }) => add({ type: "message", author: MIA, kind: "text", text }),
  ghost: () => add({ type: "message", author: ADA, kind: "text", text: "I am still here!", turn: "t_ghost" }),
  typing: () => tell({ t: "typing", c: talk.id, d: { author: "operator", name: "Mia" } }),
  read: () => tell({ t: "read", c: talk.id, d: { by: "operator", upto: (talk.read.operator = talk.seq) } }),
  return: () => move("assistant", "returned", "You are back with Ada, the AI assistant."),
  followup: () => move("followup", "timed_out", "Sorry, nobody was free in time. Your request is with the team and they will answer here."),
  close: () => move("closed", "closed", "This conversation has ended. Write again to reopen it."),
  wait: ({ ago = 0 }) => wait(Date.now() - ago * 1000),
  drop: () => hang(),
  set: (more) => Object.assign(options, more),
  gap: () => ((options.skip = talk.seq + 1), verbs.say({ text: "This one goes missing." })),
  ping: () => tell({ t: "ping", d: { heads: { [talk.id]: talk.seq } } }),
  reset: () => (hang(), fresh(), seen.clear(), (options = { sockets: true, down: false, refuse: 0, pace: 30 })),
};
const open = new Set();
const hang = () => open.forEach((socket) => socket.destroy());

const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<title>Harbour Bikes</title><style>body{margin:0;font:17px/1.6 Georgia,serif;color:#2a2a28;background:#f6f4ee}main{max-width:680px;margin:0 auto;padding:64px 24px 1200px}
h1{font-size:44px;line-height:1.1}button{background:lime!important}*{letter-spacing:.01em}@media(prefers-color-scheme:dark){body{background:#15181b;color:#d8d8d2}}</style>
<main><h1>Bikes for the city and the coast</h1><p>Since 1987 we sell, fit and repair bicycles two streets from the harbour. Every bike leaves the shop adjusted to its rider.</p>
<p>Open Monday to Saturday. Repairs are usually done within two days.</p></main><script async src="/w/demo.js"></script></html>`;
const config = (host) => ({
  key: "demo", box: "deskbell:demo:", base: `http://${host}`, panel: `/w/${BUILT.panel}`, words: `/w/${BUILT.texts.en}`, api: `/w/${BUILT.api}`, langs: Object.keys(BUILT.texts), name: "Ada", business: "Harbour Bikes",
  color: options.color ?? "#0f5c4d", side: options.side ?? "right", x: "20px", y: "20px", z: "9", radius: "16px", thumbs: 1, brand: 1, dir: "ltr",
  glyph: "M20 11.5a7.5 7.5 0 0 1-11 6.7L4 20l1.7-4.6A7.5 7.5 0 1 1 20 11.5Z", greeting: "Hi, I'm Ada, the AI assistant of Harbour Bikes. Ask me anything about bikes, orders and repairs.",
  suggestions: ["Do you deliver?", "How long does a repair take?", "Can I return a bike?"], lang: options.lang ?? "en",
  texts: JSON.parse(readFileSync(join(HERE, "..", "texts", "en.json"))).first, storage: "local", ink: "#fff", terms: "", privacy: "",
});

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, "http://x");
  const send = (status, body, type = "application/json", more = {}) => {
    response.writeHead(status, { "content-type": type, "access-control-allow-origin": "*", "access-control-allow-headers": "*", "cache-control": "no-store", ...more });
    response.end(typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body));
  };
  let text = "";
  for await (const part of request) text += part;
  const body = text ? JSON.parse(text) : {};
  if (pathname.startsWith("/dev/")) return send(200, { done: verbs[pathname.slice(5)](body) ?? true });
  if (request.method === "OPTIONS") return send(204, "");
  if (options.down && pathname.startsWith("/v1/")) return request.destroy();
  if (pathname === "/") return send(200, options.html ?? page, "text/html; charset=utf-8", options.headers);
  if (pathname === "/w/demo.js") return send(200, readFileSync(join(STATIC, "loader.js"), "utf8").replace(/(["'`])__DESKBELL_CONFIG__\1/, () => JSON.stringify(config(request.headers.host))), "text/javascript; charset=utf-8");
  if (pathname.startsWith("/w/")) return send(200, readFileSync(join(STATIC, pathname.slice(3))), "text/javascript");
  if (pathname === "/v1/visitors") return send(201, { visitor: { id: "v_1", token: "secret" }, ticket: "once", now: Date.now() });
  if (pathname === "/v1/tickets") return options.unknown ? send(401, { code: "unauthorised" }) : send(201, { ticket: "once", expires_in: 30 });
  if (pathname === "/v1/frames") return send(200, act(body) ?? {});
  if (pathname === "/v1/conversation") {
    const frames = [];
    replay((frame) => frames.push(frame), 0);
    return send(200, { frames, now: Date.now() });
  }
  if (pathname === "/v1/stream") {
    response.writeHead(200, { "content-type": "text/event-stream", "access-control-allow-origin": "*" });
    const pipe = (frame) => response.write(`data: ${JSON.stringify(frame)}\n\n`);
    pipe(welcome());
    replay(pipe, Number(searchParams.get("after")));
    pipes.add(pipe);
    open.add(request.socket);
    return response.on("close", () => pipes.delete(pipe));
  }
  send(404, { code: "not_found" });
});

server.on("upgrade", (request, socket) => {
  if (!options.sockets || options.down) return socket.destroy();
  const accept = createHash("sha1").update(request.headers["sec-websocket-key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest("base64");
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: desk.v1\r\n\r\n`);
  open.add(socket);
  const pipe = (frame) => {
    const data = Buffer.from(JSON.stringify(frame));
    const head = data.length < 126 ? Buffer.from([0x81, data.length]) : Buffer.from([0x81, 126, data.length >> 8, data.length & 255]);
    if (data.length < 65536) return socket.write(Buffer.concat([head, data]));
    const long = Buffer.alloc(10);
    long.writeUInt16BE(0x817f);
    long.writeBigUInt64BE(BigInt(data.length), 2);
    socket.write(Buffer.concat([long, data]));
  };
  let left = Buffer.alloc(0);
  socket.on("data", (data) => {
    left = Buffer.concat([left, data]);
    for (;;) {
      if (left.length < 6) return;
      const op = left[0] & 15;
      let length = left[1] & 127;
      let at = 2;
      if (length === 126) (length = left.readUInt16BE(2)), (at = 4);
      if (left.length < at + 4 + length) return;
      const mask = left.subarray(at, at + 4);
      const text = Buffer.from(left.subarray(at + 4, at + 4 + length).map((byte, i) => byte ^ mask[i % 4])).toString();
      left = left.subarray(at + 4 + length);
      if (op === 8) return socket.end();
      const frame = JSON.parse(text);
      if (frame.t === "hello") {
        pipe(welcome());
        replay(pipe, frame.d.cursor?.s);
        pipes.add(pipe);
      } else if (frame.t === "sync") {
        options.skip = 0;
        replay(pipe, frame.d.after);
        if (frame.id) pipe({ t: "ack", id: frame.id, d: {} });
      } else {
        const answered = act(frame);
        if (answered) pipe(answered);
      }
    }
  });
  socket.on("close", () => (pipes.delete(pipe), open.delete(socket)));
  socket.on("error", () => {});
});
setInterval(verbs.ping, 25e3).unref();
server.listen(PORT, "127.0.0.1", () => console.log(`http://127.0.0.1:${PORT}/`));
