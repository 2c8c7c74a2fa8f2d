import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { backoff, connection, type Connection, type Detour } from "../src/connection";
import detour from "../src/detour";
import type { Frame } from "../src/protocol";
import { Network } from "./network";

let net: Network;
let link: Connection;
let heard: Frame[];
let states: number[];
let token: string | undefined;
let cursor: { c: string; s: number } | undefined;
let wanted: boolean;
let solved: (puzzle: string) => string | undefined;

beforeEach(() => {
  net = new Network();
  heard = [];
  states = [];
  token = "secret";
  cursor = undefined;
  wanted = false;
  link = connection({
    base: "https://desk.example",
    tz: () => "Europe/Berlin",
    detour: (async (puzzle?: string) => puzzle ? solved(puzzle) : detour("https://desk.example", (path, body) => fetch("https://desk.example/v1/" + path, { headers: { authorization: "Bearer " + token }, ...(body && { method: "POST", body }) }))) as Detour,
    token: () => token,
    hello: () => ({ site: "demo" }),
    made: (visitor) => (token = visitor.token),
    unknown: () => {
      token = undefined;
      return wanted;
    },
    cursor: () => cursor,
    frame: (frame) => heard.push(frame),
    status: (now) => states.push(now),
  });
});

async function connected() {
  link.wake();
  await net.settle();
  net.socket.welcome();
  return net.socket;
}

test("a first message: a visitor is made, then hello with the ticket, and no token in any address", async () => {
  token = undefined;
  const socket = await connected();
  assert.deepEqual(net.requests, [{ path: "visitors", body: { site: "demo", tz: "Europe/Berlin" }, token: null }]);
  assert.equal(token, "secret");
  assert.equal(socket.url, "wss://desk.example/v1/ws");
  assert.equal(socket.protocol, "desk.v1");
  assert.deepEqual(socket.sent, [{ t: "hello", d: { ticket: "t1", client: "widget/1", proto: 1, tz: "Europe/Berlin" } }]);
  assert.deepEqual(states, [1]);
});

test("a later page: a ticket by the token in the header", async () => {
  await connected();
  assert.deepEqual(net.requests, [{ path: "tickets", body: {}, token: "Bearer secret" }]);
});

test("asking twice while connecting makes one visitor", async () => {
  token = undefined;
  link.wake();
  link.wake();
  await net.settle();
  link.wake();
  assert.equal(net.requests.length, 1);
  assert.equal(net.sockets.length, 1);
});

test("reconnecting resumes after the last seq", async () => {
  (await connected()).ends(1006);
  cursor = { c: "c_1", s: 7 };
  await net.pass(500);
  net.socket.begin();
  assert.deepEqual(net.socket.sent[0]?.d.cursor, { c: "c_1", s: 7 });
  assert.deepEqual(states, [1, 0]);
});

test("full jitter: anything from now to a limit that doubles from 0.5 to 30 seconds", () => {
  for (let tries = 0; tries < 12; tries++) {
    const limit = Math.min(30_000, 500 * 2 ** tries);
    const waits = Array.from({ length: 200 }, () => backoff(tries));
    assert.ok(Math.min(...waits) >= 0 && Math.max(...waits) <= limit);
    assert.ok(Math.max(...waits) - Math.min(...waits) > limit / 2, "spread out");
  }
});

test("failures wait longer and longer, a minute of peace starts again", async () => {
  delete net.answers["tickets"];
  link.wake();
  await net.pass(300_000);
  const tries = net.requests.length;
  assert.ok(tries > 8 && tries < 60, `${tries} attempts in 5 minutes`);
  net.answers["tickets"] = () => ({ status: 201, body: { ticket: "t" } });
  while (!net.sockets.length) await net.pass(1_000);
  net.socket.welcome();
  for (let i = 0; i < 3; i++) {
    await net.pass(25_000);
    net.socket.says({ t: "ping", d: { heads: {} } });
  }
  net.socket.ends(1006);
  const sockets = net.sockets.length;
  await net.pass(500);
  assert.equal(net.sockets.length, sockets + 1);
});

test("33 seconds without a frame: the connection is dead", async () => {
  const socket = await connected();
  await net.pass(32_000);
  assert.equal(socket.closed, false);
  socket.says({ t: "ping", d: { heads: {} } });
  assert.equal(socket.sent[socket.sent.length - 1]?.t, "pong");
  await net.pass(32_000);
  assert.equal(socket.closed, false);
  await net.pass(1_100);
  assert.equal(socket.closed, true);
});

test("a frame that nobody answers for 8 seconds: the connection is dead", async () => {
  const socket = await connected();
  link.send({ t: "msg", id: "a", d: { cid: "a" } });
  assert.equal(socket.sent[1]?.id, "a");
  await net.pass(8_100);
  assert.equal(socket.closed, true);
});

test("what is heard from a connection that was given up is not listened to", async () => {
  const socket = await connected();
  socket.ends(1006);
  const before = heard.length;
  socket.says({ t: "ping", d: { heads: {} } });
  assert.equal(heard.length, before);
});

test("waking a live connection changes nothing", async () => {
  const socket = await connected();
  link.wake();
  await net.settle();
  assert.deepEqual([socket.sent.length, socket.closed, net.sockets.length], [1, false, 1]);
});

test("waking does not wait for the back-off", async () => {
  (await connected()).ends(1006);
  const sockets = net.sockets.length;
  link.wake();
  await net.settle();
  assert.equal(net.sockets.length, sockets + 1);
});

for (const code of [4400, 4403, 4404, 4409, 4413, 4426, 4429])
  test(`close code ${code} means stop`, async () => {
    (await connected()).ends(code);
    await net.pass(120_000);
    assert.deepEqual(states, [1, -1]);
    assert.equal(net.sockets.length, 1);
  });

for (const code of [1001, 1006, 1012, 4500, 4501, 4502, 4503, 4504])
  test(`close code ${code} means reconnect`, async () => {
    (await connected()).ends(code);
    await net.pass(600);
    assert.deepEqual(states, [1, 0]);
    assert.equal(net.sockets.length, 2);
  });

test("4401: one new ticket, then stop", async () => {
  (await connected()).ends(4401);
  await net.settle();
  assert.equal(net.sockets.length, 2);
  net.socket.begin().ends(4401);
  await net.pass(60_000);
  assert.equal(net.sockets.length, 2);
  assert.equal(states[states.length - 1], -1);
});

test("a token that the server does not know: forgotten; a new visitor only when there is something to say", async () => {
  net.answers["tickets"] = () => ({ status: 401, body: {} });
  link.wake();
  await net.settle();
  assert.deepEqual(states, []);
  assert.equal(net.requests.length, 1);
  token = "old";
  wanted = true;
  link.wake();
  await net.settle();
  assert.deepEqual(net.requests.map(({ path }) => path).slice(1), ["tickets", "visitors"]);
  assert.equal(token, "secret");
});

for (const status of [403, 404, 413])
  test(`a ${status} is a refusal, not something to try for ever`, async () => {
    net.answers["tickets"] = () => ({ status, body: {} });
    link.wake();
    await net.pass(120_000);
    assert.equal(net.requests.length, 1);
    assert.deepEqual(states, [-1]);
  });

for (const status of [429, 500, 503])
  test(`a ${status} is tried again`, async () => {
    net.answers["tickets"] = () => ({ status, body: {} });
    link.wake();
    await net.pass(600);
    assert.ok(net.requests.length > 1);
    assert.equal(states[0], status == 429 ? 2 : 0);
  });

test("a socket that does not open in 4 seconds: the fallback stream, and frames by POST", async () => {
  link.wake();
  await net.pass(3_900);
  assert.equal(net.streams.length, 0);
  await net.pass(1_000);
  const [stream] = net.streams;
  assert.equal(stream?.url, "https://desk.example/v1/stream?ticket=t2");
  stream!.says({ t: "welcome", d: {} });
  assert.equal(states[states.length - 1], 1);
  net.answers["frames"] = () => ({ status: 200, body: { t: "ack", id: "a", d: {} } });
  link.send({ t: "msg", id: "a", d: { cid: "a" } });
  await net.settle();
  assert.deepEqual(heard.pop(), { t: "ack", id: "a", d: {} });
  assert.equal(net.requests[net.requests.length - 1]?.path, "frames");
});

test("two sockets that end before their welcome: the fallback stream; and the other way round", async () => {
  link.wake();
  for (let i = 0; i < 2; i++) {
    await net.pass(1_100);
    net.socket.begin().ends(1006);
  }
  await net.pass(2_100);
  assert.equal(net.streams.length, 1);
  net.streams[0]!.onerror!();
  await net.pass(4_100);
  net.streams[1]!.onerror!();
  await net.pass(8_100);
  assert.equal(net.sockets.length, 3);
});

test("a failed POST is a nack that may be retried", async () => {
  link.wake();
  await net.pass(5_000);
  net.streams[0]!.says({ t: "welcome", d: {} });
  link.send({ t: "msg", id: "a", d: {} });
  await net.settle();
  assert.deepEqual(heard.pop(), { t: "nack", id: "a", d: { retry: true } });
});

test("in the fallback a gap is closed by a new stream after the last seq", async () => {
  link.wake();
  await net.pass(5_000);
  net.streams[0]!.says({ t: "welcome", d: {} });
  cursor = { c: "c_1", s: 4 };
  link.send({ t: "sync", id: "sync", c: "c_1", d: { after: 4 } });
  await net.pass(1_100);
  assert.equal(net.streams[1]?.url, "https://desk.example/v1/stream?ticket=t2&c=c_1&after=4");
});

test("drain: a new connection at some moment within the time named", async () => {
  const socket = await connected();
  socket.says({ t: "drain", d: { within_ms: 10_000 } });
  await net.pass(10_000);
  assert.equal(net.sockets.length, 2);
  assert.equal(socket.closed, true);
});

test("stopped is stopped: no timer is left, and a late answer changes nothing", async () => {
  link.wake();
  link.stop();
  await net.pass(120_000);
  assert.equal(net.sockets.length, 0);
  assert.equal(net.timers.size, 0);
  await connected();
  link.stop();
  assert.equal(net.socket.closed, true);
  assert.equal(net.timers.size, 0);
});

test("nothing is sent without a connection", () => {
  link.send({ t: "msg", id: "a", d: {} });
  assert.deepEqual(net.requests, []);
  assert.deepEqual(heard, []);
});

test("where many come at once a puzzle is solved first, and the request made again with it: nothing is refused, nothing shown as too much", async () => {
  token = undefined;
  const puzzles: string[] = [];
  solved = (puzzle) => (puzzles.push(puzzle), puzzle + ".7");
  const created = net.answers["visitors"]!;
  net.answers["visitors"] = () => ({ status: 428, body: { code: "work", work: "4.9.salt.sign" } });
  link.wake();
  await net.settle();
  assert.deepEqual(states, [0]);
  net.answers["visitors"] = created;
  await net.pass(500);
  net.socket.welcome();
  assert.deepEqual(puzzles, ["4.9.salt.sign"]);
  assert.deepEqual(net.requests.map(({ body }) => (body as { work?: string }).work), [undefined, "4.9.salt.sign.7"]);
  assert.deepEqual(states, [0, 1]);
  assert.equal(token, "secret");
});
