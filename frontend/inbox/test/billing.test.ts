import assert from "node:assert/strict";
import { test } from "node:test";
import { consequence, daysLeft, fitting, includes, need, note, price, sentence, type Billing, type Plan } from "../src/model/billing.ts";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 27, 12);
const starter: Plan = { key: "starter", name: "Starter", prices: { month: 2900, year: 29000 }, limits: { conversations: 300, operators: 3, sites: 1, pages: 200 }, is: { month: "same", year: "longer" } };

const billing = (more: Partial<Billing> = {}): Billing => ({
  state: "active",
  plan: "starter",
  every: "month",
  until: NOW + 30 * DAY,
  reason: null,
  limits: starter.limits,
  usage: { conversations: 12, operators: 2, sites: 1, pages: 21 },
  subscribed: true,
  payer: true,
  plans: [starter],
  now: NOW,
  ...more,
});

test("a plan that is paid needs nothing and says when it renews", () => {
  assert.equal(sentence(billing()), "Starter plan, $29 a month. Renews on 27 December 2026.");
  assert.equal(need(billing()), null);
  assert.equal(note(billing()), null);
});

test("a server that sells nothing says so, and nothing else", () => {
  const none = { state: "none" } as Billing;
  assert.match(sentence(none), /Nothing is sold/);
  assert.equal(need(none), null);
  assert.equal(note(none), null);
});

test("days are counted as people count them", () => {
  assert.equal(daysLeft(billing({ until: NOW + 1 })), 1);
  assert.equal(daysLeft(billing({ until: NOW - 1 })), 0);
  assert.match(sentence(billing({ state: "trial", until: NOW + DAY })), /1 day left/);
});

test("a trial is quiet until its last three days", () => {
  assert.equal(note(billing({ state: "trial", until: NOW + 4 * DAY })), null);
  assert.equal(note(billing({ state: "trial", until: NOW + 3 * DAY })), "Trial: 3 days left");
  assert.equal(need(billing({ state: "trial", until: NOW + 3 * DAY }))?.act, "choose");
});

test("every trouble has one thing to do", () => {
  assert.equal(need(billing({ state: "past_due", until: NOW + 14 * DAY }))?.act, "pay");
  assert.equal(need(billing({ state: "ended", reason: "unpaid" }))?.act, "pay");
  assert.equal(need(billing({ state: "ended", reason: "trial_over" }))?.act, "choose");
  assert.equal(need(billing({ state: "cancelling" }))?.act, "resume");
  assert.equal(note(billing({ state: "ended", reason: "cancelled" })), "AI paused: choose a plan");
});

test("what is used up is told from four fifths on, and never without limits", () => {
  const used = (n: number): Billing => billing({ usage: { ...billing().usage, conversations: n } });
  assert.equal(need(used(239)), null);
  assert.match(need(used(240))?.title ?? "", /^80 %/);
  assert.match(need(used(300))?.title ?? "", /used up/);
  assert.equal(note(used(300)), "AI conversations used up");
  assert.equal(need({ ...used(9999), limits: null }), null);
});

test("prices and what a plan holds", () => {
  assert.equal(price(2900), "$29");
  assert.equal(price(2950), "$29.50");
  assert.equal(price(199000), "$1,990");
  assert.equal(includes(starter), "300 AI conversations · 3 operators · 1 web site · 200 pages of knowledge");
  assert.match(consequence({ ...starter, is: { month: "up", year: "longer" } }, "month", billing()), /charged today/);
  assert.match(consequence({ ...starter, is: { month: "down", year: "longer" } }, "month", billing()), /credited/);
});

test("by the year is said with its sum and when it begins", () => {
  assert.equal(sentence(billing({ every: "year" })), "Starter plan, $290 a year. Renews on 27 December 2026.");
  assert.match(consequence(starter, "year", billing()), /a year begins today: \$290, less/);
  assert.match(consequence({ ...starter, is: { month: "shorter", year: "same" } }, "month", billing({ every: "year" })), /credited/);
});

test("the plan that fits holds what is there now", () => {
  const team: Plan = { ...starter, key: "team", limits: { conversations: 1500, operators: 10, sites: 3, pages: 1000 } };
  const used = (usage: Partial<Billing["usage"]>) => fitting(billing({ plans: [starter, team], usage: { ...billing().usage, ...usage } }))?.key;
  assert.equal(used({}), "starter");
  assert.equal(used({ operators: 3 }), "starter");
  assert.equal(used({ conversations: 300 }), "team", "used up is not enough");
  assert.equal(used({ pages: 5000 }), "team");
});
