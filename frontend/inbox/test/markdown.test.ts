import assert from "node:assert/strict";
import { test } from "node:test";
import { blocks, inline, parts, plain, safeHref } from "../src/model/markdown.ts";

const text = (value: string) => ({ is: "text", text: value });

test("inline marks", () => {
  assert.deepEqual(inline("a **b** *c* `d`"), [
    text("a "),
    { is: "strong", of: [text("b")] },
    text(" "),
    { is: "em", of: [text("c")] },
    text(" "),
    { is: "code", text: "d" },
  ]);
});

test("a citation hangs on its word", () => {
  assert.deepEqual(inline("Two days [1]."), [text("Two days"), { is: "cite", n: 1 }, text(".")]);
});

test("half-open marks stay text until they are closed", () => {
  for (const half of ["so **bold", "a `tick", "[label](http", "snake_case_name", "2 * 3 * 4"]) assert.deepEqual(inline(half), [text(half)]);
});

test("links: only http, https and mailto; anything else is shown as it is written", () => {
  assert.equal(safeHref("javascript:alert(1)"), null);
  assert.equal(safeHref("data:text/html,x"), null);
  assert.equal(safeHref("//evil.example"), null);
  assert.deepEqual(inline("[x](javascript:alert(1))"), [text("[x](javascript:alert(1))")]);
  assert.deepEqual(inline("[x](javascript:x)"), [text("[x](javascript:x)")]);
  assert.deepEqual(inline("see https://a.example/b."), [text("see "), { is: "link", href: "https://a.example/b", of: [text("https://a.example/b")] }, text(".")]);
});

test("raw HTML is text", () => {
  assert.deepEqual(inline("<img src=x onerror=alert(1)>"), [text("<img src=x onerror=alert(1)>")]);
});

test("lists, headings and fences", () => {
  assert.deepEqual(blocks("# Head\n- a\n- b\n  more\n1. c").map((block) => block.is), ["h", "ul", "ol"]);
  assert.deepEqual(blocks("```js\nlet a = 1;\n\n**no**\n```"), [{ is: "code", text: "let a = 1;\n\n**no**" }]);
});

test("finished parts never change while more text streams in", () => {
  const whole = "First para.\n\n- one\n- two\n\n```\ncode\n\nstill code\n```\n\nLast **one**";
  for (let at = 1; at <= whole.length; at += 1) {
    const now = parts(whole.slice(0, at));
    const end = parts(whole);
    assert.deepEqual(now.slice(0, -1), end.slice(0, Math.max(0, now.length - 1)));
  }
});

test("previews carry no marks", () => {
  assert.equal(plain("Yes, **two** days [1].\n\n- [Track it](https://a.example)"), "Yes, two days. Track it");
});

test("hostile input ends in time", () => {
  const started = performance.now();
  for (const evil of ["*".repeat(4000), "[".repeat(4000), "**a".repeat(1300), "_a".repeat(2000), "`".repeat(4000), "[a](".repeat(1000)]) inline(evil);
  assert.ok(performance.now() - started < 1_000);
});
