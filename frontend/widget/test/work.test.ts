import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import solve, { head } from "../src/work";

test("a puzzle's solution is what SHA-256 says it is", async () => {
  const sha = (text: string) => createHash("sha256").update(text).digest().readUInt32BE();
  for (const text of ["", "abc", "x".repeat(55), "AbC_-0123456789zzzzzzz.4294967296"]) assert.equal(head(text), sha(text), text);
  const done = await solve("12.1.salt.AbC_-0123456789zzzzzzz");
  assert.ok(done.startsWith("12.1.salt.AbC_-0123456789zzzzzzz."));
  assert.equal(sha(done.split(".").slice(3).join(".")) >>> 20, 0);
});
