import assert from "node:assert/strict";
import { test } from "node:test";
import { draftOf, hasDraft, restoreDraft, withDraft } from "../src/model/drafts.ts";
import { add, confirmed, due, interrupted, landed, refused, restored, retried, sending, type Outbox } from "../src/model/outbox.ts";

const entry = (cid: string, c = "c1") => ({ cid, c, kind: "text" as const, text: cid, at: 1, seen: 3 });
const two = (): Outbox => add(add([], entry("a")), entry("b"));
const statuses = (box: Outbox): string[] => box.map((one) => `${one.cid}:${one.status}`);

test("one at a time in a conversation, in order; conversations do not wait for each other", () => {
  const box = add(two(), entry("x", "c2"));
  assert.deepEqual(due(box).map((one) => one.cid), ["a", "x"]);
  assert.deepEqual(due(sending(box, "a")).map((one) => one.cid), ["x"]);
  assert.deepEqual(due(confirmed(sending(box, "a"), "a", 4)).map((one) => one.cid), ["b", "x"]);
});

test("a broken line puts it back with the same cid and costs no try", () => {
  const box = interrupted(sending(two(), "a"), "a");
  assert.deepEqual([box[0]?.status, box[0]?.tries, box[0]?.cid], ["queued", 0, "a"]);
});

test("a refusal that may pass is tried three times; a final one fails at once and holds back those behind", () => {
  const busy = { code: "unavailable", message: "busy", retry: true };
  let box = two();
  for (const wanted of ["queued", "queued", "failed"]) {
    box = refused(sending(box, "a"), "a", busy);
    assert.equal(box[0]?.status, wanted);
  }
  const final = refused(sending(two(), "a"), "a", { code: "too_long", message: "long" });
  assert.deepEqual(statuses(final), ["a:failed", "b:queued"]);
  assert.deepEqual(due(final), []);
  assert.deepEqual(due(retried(final, "a")).map((one) => one.cid), ["a"]);
});

test("it is gone once the log has it; after a reload nothing is under way", () => {
  assert.deepEqual(statuses(landed(two(), "a")), ["b:queued"]);
  assert.equal(landed([], null).length, 0);
  const box = confirmed(sending(sending(two(), "a"), "b"), "b", 9);
  assert.deepEqual(statuses(restored(box)), ["a:queued"]);
});

test("drafts belong to one conversation and one mode", () => {
  const drafts = withDraft(withDraft({}, "c1", "text", "hello"), "c1", "note", "aside");
  assert.deepEqual([draftOf(drafts, "c1", "text"), draftOf(drafts, "c1", "note"), draftOf(drafts, "c2", "text")], ["hello", "aside", ""]);
  assert.equal(hasDraft(drafts, "c2"), false);
  assert.deepEqual(withDraft({ "c1/text": "x" }, "c1", "text", "  "), {});
});

test("a refused text comes back in front of what has been begun since", () => {
  assert.equal(draftOf(restoreDraft({}, "c1", "text", "back"), "c1", "text"), "back");
  const begun = withDraft({}, "c1", "text", "next");
  assert.equal(draftOf(restoreDraft(begun, "c1", "text", "back"), "c1", "text"), "back\n\nnext");
});
