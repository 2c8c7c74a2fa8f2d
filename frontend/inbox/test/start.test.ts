import assert from "node:assert/strict";
import { test } from "node:test";
import { installed, steps, type Known } from "../src/model/start.ts";
import type { Site } from "../src/model/sites.ts";

const site = (seen: string | null, ...origins: string[]) => ({ id: "s", key: "k", name: "Shop", origins, appearance: {}, script: "", seen: seen === null ? null : { at: 1, page: seen } }) as Site;
const nothing: Known = { source: false, origins: 0, voice: false, hours: false, devices: 0, sites: [site(null)] };
const done = (known: Partial<Known>): string[] => steps({ ...nothing, ...known }).filter((step) => step.done).map((step) => step.id);

test("a step is done when what it is about is there", () => {
  assert.deepEqual(done({}), []);
  assert.deepEqual(done({ origins: 1 }), ["knowledge"]);
  assert.deepEqual(done({ source: true, voice: true, hours: true, sites: [site("https://shop.example")] }), ["knowledge", "voice", "people", "install"]);
});

test("a page that may not use the tag is named, and is no installation", () => {
  assert.equal(installed(site("https://shop.example", "https://shop.example")).good, true);
  const other = installed(site("https://other.example", "https://shop.example"));
  assert.equal(other.good, false);
  assert.match(other.text, /https:\/\/other\.example/);
  assert.equal(installed(site(null)).good, false);
});
