import assert from "node:assert/strict";
import { test } from "node:test";
import { granted } from "../src/model/apikeys.ts";

test("what a key may do is said in words, in one order", () => {
  assert.equal(granted(["contacts:write", "conversations:read", "contacts:read"]), "Reads conversations, reads and writes contacts");
  assert.equal(granted(["knowledge:write"]), "Writes knowledge");
  assert.equal(granted([]), "");
});
