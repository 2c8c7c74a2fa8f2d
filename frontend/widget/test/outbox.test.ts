import assert from "node:assert/strict";
import { test } from "node:test";
import { confirmed, type Sending } from "../src/outbox";
import type { Frame } from "../src/protocol";

const msg = (id: string, more: Partial<Sending> = {}): Sending => ({
  id,
  t: "msg",
  d: { cid: id, text: id },
  at: 1,
  tries: 0,
  failed: "",
  ...more,
});

function after(list: Sending[], ...frames: Frame[]) {
  const again: Array<[string, number]> = [];
  for (const frame of frames) list = confirmed(list, frame, (code) => `not sent: ${code}`, (one, seconds) => again.push([one.id, seconds]));
  return { list, again };
}

test("an acknowledged message stays until its event takes its place", () => {
  const acked = after([msg("a"), msg("b")], { t: "ack", id: "a", d: {} });
  assert.deepEqual(acked.list, [msg("a", { acked: true }), msg("b")]);
  assert.deepEqual(after(acked.list, { t: "ev", d: { cid: "a" } }).list, [msg("b")]);
});

test("an event confirms a message whose acknowledgement was lost, and so does a snapshot", () => {
  assert.deepEqual(after([msg("a")], { t: "ev", d: { cid: "a" } }).list, []);
  assert.deepEqual(after([msg("a"), msg("b")], { t: "snap", d: { events: [{ cid: "b" }, {}] } }).list, [msg("a")]);
});

test("any other act is done with its acknowledgement", () => {
  assert.deepEqual(after([msg("a", { t: "request" })], { t: "ack", id: "a", d: {} }).list, []);
});

test("what may succeed later is tried twice more, after 1 and 4 seconds, then shown as not sent", () => {
  const refused: Frame = { t: "nack", id: "a", d: { code: "unavailable", retry: true, message: "Busy." } };
  const { list, again } = after([msg("a")], refused, refused, refused);
  assert.deepEqual(again, [["a", 1], ["a", 4]]);
  assert.equal(list[0]?.failed, "not sent: unavailable");
});

test("the server's own waiting time wins", () => {
  assert.deepEqual(after([msg("a")], { t: "nack", id: "a", d: { retry: true, retry_after: 9 } }).again, [["a", 9]]);
});

test("what would have to wait for long is said at once", () => {
  const { list, again } = after([msg("a")], { t: "nack", id: "a", d: { code: "rate", retry: true, retry_after: 3600 } });
  assert.deepEqual([list[0]?.failed, again], ["not sent: rate", []]);
});

test("what cannot succeed is not tried again", () => {
  const { list, again } = after([msg("a"), msg("b")], { t: "nack", id: "a", d: { code: "too_long", retry: false } });
  assert.deepEqual(again, []);
  assert.deepEqual(list, [msg("a", { failed: "not sent: too_long" }), msg("b")]);
});

test("a request that the server will not hear is dropped; one that it could not hear is shown", () => {
  const request = msg("a", { t: "request", tries: 2 });
  assert.deepEqual(after([request], { t: "nack", id: "a", d: { code: "conflict", retry: false } }).list, []);
  assert.equal(after([request], { t: "nack", id: "a", d: { retry: true } }).list[0]?.failed, "not sent: undefined");
});

test("answers to others are nobody's", () => {
  assert.deepEqual(after([msg("a")], { t: "ack", id: "x", d: {} }, { t: "nack", d: { retry: false } }).list, [msg("a")]);
});
