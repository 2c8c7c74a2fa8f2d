import assert from "node:assert/strict";
import { test } from "node:test";
import { actionFor, ACTIONS, caps, type Pressed } from "../src/model/actions.ts";
import { best, score } from "../src/model/finding.ts";

const pressed = (key: string, change: Partial<Pressed> = {}): Pressed => ({ key, code: "", ctrl: false, meta: false, alt: false, shift: false, composing: false, typing: false, ...change });
const meant = (key: string, change: Partial<Pressed> = {}, on = true, before: string[] = []): string | null => actionFor(pressed(key, change), before, on).id;

test("single keys act only outside fields, without modifiers, not while composing, and only when switched on", () => {
  assert.equal(meant("t"), "take");
  for (const off of [{ typing: true }, { ctrl: true }, { meta: true }, { alt: true }, { composing: true }]) assert.equal(meant("t", off), null);
  assert.equal(meant("t", {}, false), null);
  assert.equal(meant("Escape", { typing: true }, false), "escape");
  assert.equal(meant("constructor"), null);
});

test("with a modifier they act in fields too, and with single keys off, but never while a word is composed", () => {
  for (const mod of [{ ctrl: true }, { meta: true }]) assert.equal(meant("k", { ...mod, typing: true }, false), "bar");
  assert.equal(meant("ß", { alt: true, code: "KeyS", typing: true }, false), "suggest");
  assert.equal(meant("k", { ctrl: true, composing: true }), null);
  assert.equal(meant("X", { shift: true }), "pick-range");
  assert.equal(meant("?", { shift: true }), "help");
});

test("g and then a letter leads somewhere; another key means what it means alone", () => {
  assert.deepEqual(actionFor(pressed("g"), [], true), { id: null, begun: ["g"] });
  assert.equal(meant("w", {}, true, ["g"]), "view-needs");
  assert.equal(meant("c", {}, true, ["g"]), "contacts");
  assert.equal(meant("c"), "note");
  assert.equal(meant("t", {}, true, ["g"]), "take");
  assert.equal(meant("c", { typing: true }, true, ["g"]), null);
  assert.deepEqual(actionFor(pressed("Shift"), ["g"], true).begun, ["g"]);
});

test("no two actions outside of fields have the same keys", () => {
  const ways = ACTIONS.filter((one) => one.with !== "field").flatMap(({ keys }) => keys.map((way) => way.join(" ")));
  assert.equal(new Set(ways).size, ways.length);
  assert.deepEqual(caps("Ctrl+Shift+Enter", true), ["⌘", "⇧", "↵"]);
  assert.deepEqual(caps("Alt+s", false), ["Alt", "S"]);
});

test("things are found by some letters of each word, the nearest first", () => {
  const all = ["Resolve", "Saved replies", "Reply", "Return to the AI", "Analytics"];
  assert.deepEqual(best("repl", all, (name) => [name, ""]).slice(0, 2), ["Reply", "Saved replies"]);
  assert.deepEqual(best("sav rep", all, (name) => [name, ""]), ["Saved replies"]);
  assert.deepEqual(best("anlt", all, (name) => [name, ""]), ["Analytics"]);
  assert.equal(score("ai shoes", "Return to the AI"), 0);
  assert.ok(score("vera", "Véra Lind") > score("vera", "Somebody", "vera@example.com"));
});
