import assert from "node:assert/strict";
import { test } from "node:test";
import { filledIn, leftOpen, matching, slashAt, valuesFor, type Reply } from "../src/model/replies.ts";

const values = valuesFor({ contact: { name: null, email: "vera@example.com" }, operator: "Oscar Wild", assistant: "Ada", workspace: "Acme", site: null });
const reply = (name: string, text = ""): Reply => ({ id: name, name, text, files: [], version: 1, updated_by: "", updated_at: 0 });

test("what is known is filled in, what is not has another word or stays open", () => {
  assert.equal(filledIn("Hi {{ contact.name | there }}, {{operator.first_name}} of {{workspace.name}}", values), "Hi there, Oscar of Acme");
  const left = filledIn("Hi {{contact.name}} at {{contact.email}}", values);
  assert.equal(left, "Hi {{contact.name}} at vera@example.com");
  assert.deepEqual(leftOpen(left), ["contact.name"]);
  assert.deepEqual(leftOpen("code {{ x }} and {{}}"), []);
  assert.equal(filledIn("Hi {{first_name|there}}, {{email}}, {{first_name}}", values), "Hi there, vera@example.com, {{first_name}}");
  assert.deepEqual(leftOpen("{{first_name}}"), ["first_name"]);
  assert.equal(filledIn("{{contact.email}}", valuesFor({ contact: { name: "$&", email: "$1{{operator.name}}" }, operator: "O", assistant: "", workspace: "", site: null })), "$1{{operator.name}}");
});

test("names go before texts, beginnings before middles, without case and accents", () => {
  const all = [reply("Refund", "money back"), reply("Délivery", "soon"), reply("No delivery", ""), reply("Other", "about delivery")];
  assert.deepEqual(matching(all, "deliv").map((one) => one.name), ["Délivery", "No delivery", "Other"]);
  assert.equal(matching(all, "").length, 4);
  assert.deepEqual(matching(all, "nothing"), []);
});

test("a slash asks for a reply at the start of a word only", () => {
  assert.deepEqual(slashAt("/", 1), { from: 0, query: "" });
  assert.deepEqual(slashAt("Hello /del", 10), { from: 6, query: "del" });
  assert.deepEqual(slashAt("a\n/x y", 4), { from: 2, query: "x" });
  for (const text of ["https://x", "and/or", "/ or", "1/2", "//"]) assert.equal(slashAt(text, text.length), null, text);
});
