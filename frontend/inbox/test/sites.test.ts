import assert from "node:assert/strict";
import { test } from "node:test";
import { blankSite, formOf, nothingSaid, onColor, wanted, type Look, type Site } from "../src/model/sites.ts";

const look: Look = {
  color: "#0b4a6f",
  side: "left",
  theme: "dark",
  x: 24,
  y: 80,
  phone_x: 8,
  phone_y: null,
  z: 99,
  radius: 0,
  icon: "spark",
  greeting: "Ahoy",
  suggestions: ["Open?", "Prices?"],
  label: "Frag uns",
  notice: "Die Post ist langsam.",
  lang: "de",
  store: "session",
  nudges: [{ on: "/prices*", when: "after", at: 30, text: { de: "Fragen?" } }],
  pages: [{ on: "/cart", words: { de: { greeting: "Dein Korb" }, fr: { suggestions: ["Livraison ?"] } } }],
  hide_on: ["/checkout"],
  hide_closed: true,
  files: true,
  thumbs: false,
  sound: true,
  brand: false,
  words: { fr: { greeting: "Salut" } },
};
const site: Site = { id: "site_1", key: "shop", name: "Shop", origins: ["https://shop.example", "https://www.shop.example"], appearance: look, script: "", off: false, old_key_until: null, seen: null };

test("what was read is what is sent, with what the form does not show", () => {
  assert.deepEqual(wanted(formOf(site), site.appearance), { name: site.name, origins: site.origins, appearance: look });
});

test("empty lines and spaces around are nothing", () => {
  const { origins, appearance } = wanted({ ...blankSite, origins: "\n https://a.example \n\n", words: { en: { ...nothingSaid, suggestions: " One \n\nTwo" }, fr: nothingSaid } });
  assert.deepEqual([origins, appearance.suggestions, appearance.words], [["https://a.example"], ["One", "Two"], {}]);
});

test("text on any colour can be read", () => {
  assert.deepEqual(["#000000", "#ffffff", "#0b4a6f", "#ffcc00", "#777777"].map(onColor), ["#fff", "#000", "#fff", "#000", "#000"]);
});
