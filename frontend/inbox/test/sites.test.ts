import assert from "node:assert/strict";
import { test } from "node:test";
import { blankSite, formOf, onColor, wanted, type Site } from "../src/model/sites.ts";

const site: Site = {
  id: "site_1",
  key: "shop",
  name: "Shop",
  origins: ["https://shop.example", "https://www.shop.example"],
  appearance: { color: "#0b4a6f", side: "left", theme: "dark", x: 24, y: 80, greeting: "Ahoy", suggestions: ["Open?", "Prices?"], lang: "de", store: "session", nudge: "", nudge_after: 30, nudge_on: "", hide_on: ["/checkout"], hide_closed: true, files: true, words: { fr: { greeting: "Salut", suggestions: [], nudge: "" } } },
  script: "",
  off: false,
  old_key_until: null,
  seen: null,
};

test("what was read is what is sent, with what the form does not show", () => {
  assert.deepEqual(wanted(formOf(site), site.appearance), { name: site.name, origins: site.origins, appearance: site.appearance });
});

test("empty lines and spaces around are nothing", () => {
  const { origins, appearance } = wanted({ ...blankSite, origins: "\n https://a.example \n\n", suggestions: { en: " One \n\nTwo" } });
  assert.deepEqual([origins, appearance.suggestions], [["https://a.example"], ["One", "Two"]]);
});

test("text on any colour can be read", () => {
  assert.deepEqual(["#000000", "#ffffff", "#0b4a6f", "#ffcc00", "#777777"].map(onColor), ["#fff", "#000", "#fff", "#000", "#000"]);
});
