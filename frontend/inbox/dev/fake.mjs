// A scripted desk to build the inbox against: node frontend/inbox/dev/fake.mjs [port]. Serves the built inbox; any password but "wrong" is right.
// POST /fake/{arrive|visitor|mia|stream|typing|cut|quiet|version}?c=ID&text=... makes things happen.
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { accept } from "./ws.mjs";
import * as desk from "./world.mjs";

const { world } = desk;
const STATIC = join(dirname(fileURLToPath(import.meta.url)), "../../../src/deskbell/static/inbox");
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".woff2": "font/woff2", ".webmanifest": "application/manifest+json", ".txt": "text/plain" };
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'";
let closedFor = 0;

function reply(answer, status, body) {
  answer.writeHead(status, { "content-type": "application/json" });
  answer.end(body === undefined ? undefined : JSON.stringify(body));
}

const problem = (answer, status, code, detail) => reply(answer, status, { type: "about:blank", title: code, status, code, detail });

function file(answer, path) {
  const wanted = join(STATIC, path);
  const found = existsSync(wanted) && statSync(wanted).isFile() ? wanted : extname(path) ? null : join(STATIC, "index.html");
  if (!found) return problem(answer, 404, "not_found", "No such file.");
  answer.writeHead(200, { "content-type": TYPES[extname(found)] ?? "application/octet-stream", "content-security-policy": CSP, "service-worker-allowed": "/" });
  createReadStream(found).pipe(answer);
}

const body = (request) =>
  new Promise((resolve) => {
    let text = "";
    request.on("data", (part) => (text += part)).on("end", () => resolve(text ? JSON.parse(text) : {}));
  });

function fake(what, query, answer) {
  const c = world.conversations.get(query.get("c"));
  if (what === "arrive") return reply(answer, 200, { c: desk.arrive().id });
  if (what === "visitor") desk.say(c, "v", query.get("text") ?? "Are you still there?");
  if (what === "mia") desk.miaTakes(c);
  if (what === "stream") desk.stream(c, undefined, Number(query.get("every") ?? 60));
  if (what === "typing") desk.typing(c, query.get("by") ?? "contact", query.get("name"));
  if (what === "cut") for (const wire of world.wires) wire.cut();
  if (what === "quiet") closedFor = Date.now() + Number(query.get("ms") ?? 5000);
  if (what === "version") world.assistant = { ...world.assistant, prompt: `${world.assistant.prompt}\n\nMention the open studio days.`, version: world.assistant.version + 1, updated_at: Date.now() };
  return reply(answer, 200, {});
}

function assistant(request, input, answer) {
  if (request.method === "GET") return reply(answer, 200, world.assistant);
  if (input.version !== world.assistant.version) return problem(answer, 409, "conflict", "Somebody else saved meanwhile.");
  world.assistant = { ...world.assistant, ...input, version: input.version + 1, updated_at: Date.now() };
  return reply(answer, 200, world.assistant);
}

function sources(request, id, input, answer) {
  if (!id && request.method === "GET") return reply(answer, 200, { sources: world.sources });
  if (!id) {
    const made = { id: `src_${Date.now()}`, version: 1, updated_at: Date.now(), passages: 1, question: null, ...input };
    world.sources = [made, ...world.sources];
    return reply(answer, 201, made);
  }
  const known = world.sources.find((one) => one.id === id);
  if (request.method === "DELETE") {
    world.sources = world.sources.filter((one) => one !== known);
    return reply(answer, 204);
  }
  Object.assign(known, input, { version: known.version + 1, updated_at: Date.now() });
  return reply(answer, 200, known);
}

async function serve(request, answer) {
  const url = new URL(request.url, "http://desk");
  const parts = url.pathname.split("/").filter(Boolean);
  if (parts[0] === "fake") return fake(parts[1], url.searchParams, answer);
  if (parts[0] !== "desk") return file(answer, parts[0] === "inbox" ? `/${parts.slice(1).join("/")}` : "/index.html");
  if (Date.now() < closedFor) return request.socket.destroy();
  const input = await body(request);
  const known = (request.headers.cookie ?? "").includes("desk=in");
  if (parts[2] === "sign-in") {
    if (input.password === "wrong") return problem(answer, 401, "wrong_credentials", "Wrong e-mail or password.");
    answer.setHeader("set-cookie", "desk=in; Path=/; HttpOnly; SameSite=Lax");
    return reply(answer, 200, { operator: desk.ME, workspace: { id: "ws_1", name: "Fenn & Loam" } });
  }
  if (!known) return problem(answer, 401, "unauthorised", "Sign in first.");
  if (parts[2] === "sign-out") {
    answer.setHeader("set-cookie", "desk=; Path=/; Max-Age=0");
    return reply(answer, 204);
  }
  if (parts[2] === "me") return reply(answer, 200, { operator: desk.ME, workspace: { id: "ws_1", name: "Fenn & Loam" }, assistant: { name: world.assistant.name }, available: world.available, now: Date.now() });
  if (parts[2] === "tickets") return reply(answer, 201, { ticket: "t", expires_in: 30 });
  if (parts[2] === "frames") return reply(answer, 200, { id: input.id, ...desk.handle(input, { subs: new Set(), send: () => undefined }) });
  if (parts[2] === "assistant") return assistant(request, input, answer);
  if (parts[2] === "sources") return sources(request, parts[3], input, answer);
  if (parts[2] !== "conversations") return problem(answer, 404, "not_found", "No such address.");
  if (!parts[3]) return reply(answer, 200, desk.listing(url.searchParams.get("view") ?? "needs"));
  const c = world.conversations.get(parts[3]);
  if (!c) return problem(answer, 404, "not_found", "There is no such conversation.");
  return reply(answer, 200, parts[4] === "events" ? { events: [], more: false } : desk.snap(c));
}

function hello(wire, frame) {
  wire.in = true;
  wire.send({ t: "welcome", d: { conn: "k", proto: 1, hb: 25, now: Date.now(), limits: { text: 4000, frame: 65536 }, you: desk.ME, assistant: { name: world.assistant.name } } });
  wire.send({ t: "feed", s: world.feed, d: { conversations: [...world.conversations.values()].filter((c) => c.state !== "closed").map(desk.summary), snapshot: frame.d.feed === undefined } });
}

const server = createServer((request, answer) => void serve(request, answer));
server.on("upgrade", (request, socket) => {
  if (Date.now() < closedFor) return socket.destroy();
  const wire = accept(request, socket, {
    frame(frame) {
      if (frame.t === "hello") return hello(wire, frame);
      const answer = desk.handle(frame, wire);
      if (answer && frame.id) wire.send({ ...answer, id: frame.id });
    },
    gone: () => world.wires.delete(wire),
  });
  Object.assign(wire, { subs: new Set(), in: false });
  world.wires.add(wire);
});
setInterval(() => {
  for (const wire of world.wires) wire.send({ t: "ping", d: { heads: Object.fromEntries([...wire.subs].map((id) => [id, world.conversations.get(id).seq])), feed: world.feed } });
}, 25_000);
const port = Number(process.argv[2] ?? 8791);
server.listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port}/inbox`));
