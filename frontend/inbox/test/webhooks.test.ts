import assert from "node:assert/strict";
import { test } from "node:test";
import { became, type Delivery } from "../src/model/webhooks.ts";

const one: Delivery = { id: "msg_1", kind: "message.created", conversation_id: null, state: "due", tries: 0, due_at: 5, status: null, failure: null, tried_at: null, created_at: 1 };
const at = (ms: number): string => `at ${ms}`;

test("what became of a delivery is said in words", () => {
  assert.equal(became(one, at), "About to be sent");
  assert.equal(became({ ...one, state: "sending", tries: 1 }, at), "Being sent");
  assert.equal(became({ ...one, tries: 1, failure: "The address answered 500." }, at), "The address answered 500. Tried again at 5.");
  assert.equal(became({ ...one, state: "delivered", tries: 1, due_at: null }, at), "Delivered");
  assert.equal(became({ ...one, state: "delivered", tries: 3, due_at: null }, at), "Delivered after 3 tries");
  assert.equal(became({ ...one, state: "dead", tries: 1, due_at: null, failure: "The address answered 404." }, at), "Not delivered after 1 try. The address answered 404.");
});
