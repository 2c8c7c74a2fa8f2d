import assert from "node:assert/strict";
import { test } from "node:test";
import { askedOf, auditFilters, auditQuery, detailed, goes } from "../src/model/privacy.ts";

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

test("an entry of the audit log says what people can read: no numbers of records, waits in seconds", () => {
  const entry = { n: 1, at: 0, by_id: "", by_name: "", words: "" };
  const site = { ...entry, action: "site.changed", subject: "site_06h227ma09r5f4fbwqfgka35t4", detail: { name: "shop", origins: [] } };
  assert.equal(detailed(site), "name: shop · origins: none");
  assert.equal(detailed({ ...entry, action: "times.saved", subject: "", detail: { pickup: 900_000 } }), "pickup: 900 s");
  assert.equal(detailed({ ...entry, action: "team.role", subject: "mia@example.com", detail: { role: "admin" } }), "mia@example.com · role: admin");
});
