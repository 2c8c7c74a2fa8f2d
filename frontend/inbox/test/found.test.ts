import assert from "node:assert/strict";
import { test } from "node:test";
import { pieces } from "../src/model/found.ts";
import { href, parse } from "../src/model/routes.ts";

const marked = (text: string, q: string): string => pieces(text, q).map((one) => (one.found ? `[${one.text}]` : one.text)).join("");

test("words are marked where they stand, without case and accents", () => {
  assert.equal(marked("Crème brûlée, CREME!", "creme"), "[Crème] brûlée, [CREME]!");
  assert.equal(marked("a bell, a bicycle", "bell bi"), "a [bell], a [bi]cycle");
  assert.equal(marked("nothing", "x"), "nothing");
  assert.equal(marked("我想退货", "退货"), "我想[退货]");
  assert.equal(pieces("x<b>y", "").map((one) => one.text).join(""), "x<b>y");
});

test("a search and a place in a conversation stand in the address, both ways", () => {
  for (const path of ["/inbox/mine?q=a%20bell", "/inbox/c/c1?said=12", "/inbox/c/c1/facts", "/inbox/needs", "/contacts?q=vera&has=email"]) {
    const [name = "", search = ""] = path.split("?");
    assert.equal(href(parse(name, search && `?${search}`)), path);
  }
  assert.deepEqual(parse("/inbox/c/c1", "?said=-1"), { at: "thread", id: "c1", facts: false });
});
