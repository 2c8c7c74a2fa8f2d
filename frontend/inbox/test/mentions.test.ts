import assert from "node:assert/strict";
import { test } from "node:test";
import { summarise } from "../src/model/conversation.ts";
import { countOf, emptyFeed, isUnread, viewsShown } from "../src/model/feed.ts";
import { atAt, begun, named, pieces } from "../src/model/mentions.ts";
import { conversation, ME, said, summary } from "./make.ts";

const ann = { id: "op_1", name: "Ann" };
const anna = { id: "op_2", name: "Anna Lee" };

test("an @ at the start of a word asks for a colleague, in an address it does not", () => {
  assert.deepEqual(atAt("hi @an", 6), { from: 3, query: "an" });
  assert.deepEqual(atAt("(@", 2), { from: 1, query: "" });
  assert.equal(atAt("mail me@an", 10), null);
  assert.deepEqual(begun([ann, anna], "le"), [anna]);
});

test("of two names the longer one is meant, whatever its letters, and a longer word is nobody", () => {
  assert.deepEqual(named("@anna lee and @Ann, @Annabel", [ann, anna]), [anna, ann]);
  assert.deepEqual(pieces("See @Ann.", [ann]), [{ text: "See ", who: null }, { text: "@Ann", who: ann }, { text: ".", who: null }]);
  assert.deepEqual(named("@Ann @ann", [ann]), [ann]);
});

test("a note that names me is news until it was seen, and finds its view", () => {
  const row = summary("a", { mentions: { [ME]: 5 } });
  assert.equal(isUnread(row, ME, 4), true);
  assert.equal(isUnread(row, ME, 5), false);
  const feed = { ...emptyFeed, items: new Map([["a", row], ["b", summary("b")]]) };
  assert.deepEqual([countOf("mentions", feed, ME, {}), countOf("mentions", feed, ME, { a: 5 })], [1, 0]);
  assert.deepEqual(viewsShown(null, null).includes("mentions"), false);
  assert.deepEqual(viewsShown(null, "mentions").includes("mentions"), true);
});

test("the open thread knows a mention before the list is told", () => {
  const note = { ...said("operator", "@Me", 9, { kind: "note", mentions: [{ id: ME, name: "Me" }] }), s: 7, e: 1 };
  assert.deepEqual(summarise(conversation({ seq: 7 }), note, summary("c1", { mentions: { op_x: 2 } })).mentions, { op_x: 2, [ME]: 7 });
});
