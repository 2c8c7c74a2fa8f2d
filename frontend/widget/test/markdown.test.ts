import assert from "node:assert/strict";
import { test } from "node:test";
import { painter } from "../src/markdown";
import { use } from "../src/ui";
import { make, Stand } from "./page";

use(make);

function painted(text: string): Stand {
  const body = new Stand("div");
  painter(body as unknown as HTMLElement)(text, true);
  return body;
}
const html = (text: string) => painted(text).children.join("");

test("paragraphs, bold, italic and code", () => {
  assert.equal(html("one **two** *three* _four_ `five`"), "<p>one <b>two</b> <em>three</em> <em>four</em> <code>five</code></p>");
  assert.equal(html("one\n\ntwo"), "<p>one</p><p>two</p>");
  assert.equal(html("one\ntwo"), "<p>one\ntwo</p>");
  assert.equal(html("## Prices"), "<p><b>Prices</b></p>");
});

test("bold may hold italic and code", () => {
  assert.equal(html("**a *b* `c`**"), "<p><b>a <em>b</em> <code>c</code></b></p>");
});

test("what is only half open stays text", () => {
  for (const text of ["**bold", "a [link](htt", "`code", "snake_case_name", "2 * 3 * 4", "[", "*", "**"])
    assert.equal(html(text), `<p>${text}</p>`);
});

test("lists keep their kind and number, and a line that follows belongs to its item", () => {
  assert.equal(html("- a\n- b\n  more"), "<ul><li>a</li><li>b\n  more</li></ul>");
  assert.equal(html("3. a\n4. b"), '<ol start="3"><li>a</li><li>b</li></ol>');
  assert.equal(html("text\n- a"), "<p>text</p><ul><li>a</li></ul>");
  assert.equal(html("1. a\n\n2. b"), '<ol start="1"><li>a</li></ol><ol start="2"><li>b</li></ol>');
});

test("a fence keeps everything as it is, blank lines too", () => {
  assert.equal(html("```js\na\n\n**b**\n```\nafter"), '<pre tabindex="0"><code>a\n\n**b**\n</code></pre><p>after</p>');
});

test("a fence that is never closed is still shown", () => {
  assert.equal(html("```\na"), '<pre tabindex="0"><code>a\n</code></pre>');
});

test("links: named, bare, and without the full stop that follows", () => {
  assert.equal(html("[shop](https://a.example/x)"), '<p><a href="https://a.example/x">shop</a></p>');
  assert.equal(html("see https://a.example/x?y=1."), '<p>see <a href="https://a.example/x?y=1">https://a.example/x?y=1</a>.</p>');
  assert.equal(html("[mail](mailto:a@b.example)"), '<p><a href="mailto:a@b.example">mail</a></p>');
});

test("citation markers", () => {
  assert.equal(html("Yes. [1] And [12]"), "<p>Yes. <sup>1</sup> And <sup>12</sup></p>");
  assert.equal(html("[1](https://a.example)"), '<p><a href="https://a.example">1</a></p>');
});

const HOSTILE = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg/onload=alert(1)>",
  '"><iframe srcdoc="<script>alert(1)</script>">',
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x](java\tscript:alert(1))",
  "[x](\u0001javascript:alert(1))",
  "[x](data:text/html,<script>alert(1)</script>)",
  "[x](vbscript:msgbox(1))",
  "[x](//evil.example)",
  "[x](blob:https://a.example/1)",
  "[x](file:///etc/passwd)",
  "[a](https://a.example\" onmouseover=\"alert(1))",
  "![x](https://evil.example/beacon.gif)",
  "**<b onmouseover=alert(1)>**",
  "`<script>`",
  "```\n<script>alert(1)</script>\n```",
  "- <a href=javascript:alert(1)>x</a>",
  "# <style>*{display:none}</style>",
  "https://a.example/<script>alert(1)</script>",
  "[<img src=x onerror=alert(1)>](https://a.example)",
  "[[x](javascript:1)](javascript:2)",
];

test("hostile text becomes text: only known elements, only http, https and mailto addresses", () => {
  for (const text of HOSTILE) {
    const all = painted(text).all();
    for (const { tag, attributes } of all) {
      assert.match(tag, /^(div|p|b|em|code|pre|ul|ol|li|a|span|sup)$/, text);
      for (const name in attributes) assert.match(name, /^(href|class|target|rel|start|tabindex)$/, text);
      if (attributes["href"]) assert.match(attributes["href"], /^(https?:\/\/|mailto:)[^\s"<>]*$/i, text);
      if (tag == "a") assert.equal(attributes["rel"], "noopener nofollow ugc");
    }
  }
});

test("every letter of hostile text that is not a mark is still there to read", () => {
  assert.equal(painted("<script>alert(1)</script>").textContent, "<script>alert(1)</script>");
});

test("text made to be slow is not slow", () => {
  const began = performance.now();
  for (const part of ["*a", "_a ", "**", "`", "[", "[a](", "https://", "> ", "*a _b ", "[1", "(", "1. ", "```", "a\n\n"])
    painted(part.repeat(4000));
  assert.ok(performance.now() - began < 1500, `${performance.now() - began} ms`);
});

test("streaming freezes finished blocks: they are never made again, and come out once", () => {
  const text = "First **block**.\n\n- a\n- b\n\n```\ncode\n\nmore\n```\n\nLast block.";
  const body = new Stand("div");
  const paint = painter(body as unknown as HTMLElement);
  const frozen: string[] = [];
  let first: unknown;
  for (let end = 1; end <= text.length; end++) {
    frozen.push(...paint(text.slice(0, end), false));
    if (frozen.length) first ??= body.children[0];
  }
  frozen.push(...paint(text, true));
  assert.deepEqual(frozen, ["First block.", "ab", "code\n\nmore\n", "Last block."]);
  assert.equal(body.children[0], first);
  assert.equal(body.children.join(""), html(text));
});

test("painting letter by letter ends as painting at once, whatever the text", () => {
  for (const text of [...HOSTILE, "a\n\n\n\nb", "\n\na", "```\n```\n\n```\nx", "1. a\n\n   b\n\n2. c", "- a\n\n- b\n"]) {
    const body = new Stand("div");
    const paint = painter(body as unknown as HTMLElement);
    for (let end = 1; end <= text.length; end++) paint(text.slice(0, end), false);
    paint(text, true);
    assert.equal(body.children.join(""), html(text), JSON.stringify(text));
  }
});

test("another text than the one that was growing replaces it", () => {
  const body = new Stand("div");
  const paint = painter(body as unknown as HTMLElement);
  paint("One.\n\nTwo", false);
  paint("Quite different.", true);
  assert.equal(body.children.join(""), "<p>Quite different.</p>");
});
