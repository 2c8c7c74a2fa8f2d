import assert from "node:assert/strict";
import { test } from "node:test";
import { everything, fits, listKey, onlyFrom, queryOf, viewHere } from "../src/model/only.ts";
import { href, parse } from "../src/model/routes.ts";
import { ME, MIA, summary } from "./make.ts";

test("the address says what a list is narrowed to, in one order, and nothing that is none", () => {
  assert.equal(queryOf({ tag: "late delivery", state: "closed" }, "bells"), "state=closed&tag=late%20delivery&q=bells");
  assert.deepEqual(onlyFrom(new URLSearchParams("tag=vip&state=nowhere&until=yesterday&rating=6&email=me&x=1")), { tag: "vip" });
  assert.equal(onlyFrom(new URLSearchParams("q=x")), everything);
  for (const address of ["/inbox/all", "/inbox/all?state=human&owner=me&tag=vip&site=s1&until=1764301200000&q=late", "/inbox/closed?page=%2Fcart&lang=pt-BR&rating=bad&email=no"]) {
    const [path = "", search = ""] = address.split("?");
    assert.equal(href(parse(path, search)), address);
  }
  assert.deepEqual([listKey("all", everything), listKey("all", { tag: "vip" })], ["all", "all?tag=vip"]);
});

test("what fits is decided here as the server does", () => {
  const row = summary("a", {
    ...{ state: "human", owner: { id: ME, name: "Me" }, tags: ["vip"], site: { id: "s1", name: "shop" }, updated_at: 9 },
    ...{ page: { url: "https://shop.example/Cart?step=2", title: "Cart" }, visitor: { zone: null, lang: "pt-BR" }, rating: 4, contact: { name: null, email: "v@example.com" } },
  });
  for (const only of [everything, { state: "human" as const }, { owner: "me" }, { owner: ME }, { tag: "vip", site: "s1" }, { until: "9" }]) assert.equal(fits(row, only, ME), true);
  for (const only of [{ page: "/cart" }, { page: "step=2", lang: "pt-BR" }, { rating: "good" as const }, { email: "yes" }]) assert.equal(fits(row, only, ME), true);
  for (const only of [{ page: "checkout" }, { lang: "pt" }, { rating: "fair" as const }, { rating: "bad" as const }, { email: "no" }]) assert.equal(fits(row, only, ME), false);
  for (const only of [{ page: "/" }, { lang: "en" }, { rating: "bad" as const }, { email: "yes" }]) assert.equal(fits(summary("b"), only, ME), false);
  for (const only of [{ state: "closed" as const }, { owner: MIA.id }, { tag: "late" }, { site: "s2" }, { until: "8" }, { tag: "vip", site: "s2" }]) assert.equal(fits(row, only, ME), false);
});

test("a kept list is known by its address", () => {
  const kept = { id: "v", name: "VIP", view: "all" as const, query: "tag=vip", shared: false, mine: true };
  assert.equal(viewHere([kept], "all", queryOf({ tag: "vip" })), kept);
  assert.equal(viewHere([kept], "mine", "tag=vip"), undefined);
});
