import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const FOLDER = join(process.cwd(), "widget", "texts");
type Said = Record<"first" | "later", Record<string, string>>;
const read = (file: string): Said => JSON.parse(readFileSync(join(FOLDER, file), "utf8"));
const en = read("en.json");
const files = readdirSync(FOLDER);
const holes = (text: string) => text.match(/\{\w+\}/g)?.sort() ?? [];

test("there are twelve languages", () => assert.equal(files.length, 12));

for (const file of files)
  test(`${file}: every text, with the same places to fill in, and nothing else`, () => {
    const said = read(file);
    for (const part of ["first", "later"] as const) {
      assert.deepEqual(Object.keys(said[part]).sort(), Object.keys(en[part]).sort());
      for (const [key, text] of Object.entries(said[part])) {
        assert.ok(text.trim(), key);
        assert.deepEqual(holes(text), holes(en[part][key]!), key);
      }
    }
  });
