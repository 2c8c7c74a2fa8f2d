import assert from "node:assert/strict";
import { test } from "node:test";
import { askedOf, auditFilters, auditQuery, goes } from "../src/model/privacy.ts";

test("what goes is named with its number, and what is not there is not", () => {
  assert.equal(
    goes({ conversations: 1, events: 31, handoffs: 0, "questions in answer gaps": 1, mails: 2 }),
    "the contact with their details, 1 conversation, 31 events, 1 question in answer gaps and 2 mails",
  );
  assert.equal(goes({}), "the contact with their details");
});

test("the filters of the audit log stand in the address, and what stands there wrongly is left out", () => {
  const filters = auditFilters("action=team&by=-&days=7");
  assert.equal(auditQuery(filters), "action=team&by=-&days=7");
  assert.equal(askedOf(filters, 8 * 24 * 3_600_000 + 5), "action=team&by=&since=86400000");
  assert.equal(auditQuery(auditFilters("action=nonsense&days=x")), "");
});
