/** Where the workspace's plan stands, in words for its owner. Pure. */
export type PlanState = "none" | "trial" | "active" | "past_due" | "cancelling" | "ended";
export type Limit = "conversations" | "operators" | "sites" | "pages";

/** How often is paid. */
export type Every = "month" | "year";
/** What choosing it would be; `longer`, `shorter`: by the year, by the month after all. */
export type Change = "new" | "same" | "up" | "down" | "longer" | "shorter";

export interface Plan {
  key: string;
  name: string;
  prices: Record<Every, number>;
  limits: Record<Limit, number | null>;
  is: Record<Every, Change>;
}

/** `subscribed`: there is a plan to change or end. `payer`: there may be invoices. Times in UTC epoch milliseconds. */
export interface Billing {
  state: PlanState;
  plan: string | null;
  every: Every;
  until: number | null;
  reason: "trial_over" | "unpaid" | "cancelled" | null;
  limits: Record<Limit, number | null> | null;
  usage: Record<Limit, number>;
  subscribed: boolean;
  payer: boolean;
  plans: Plan[];
  now: number;
}

export const LIMITS: readonly Limit[] = ["conversations", "operators", "sites", "pages"];
export const LIMIT_NAMES: Readonly<Record<Limit, string>> = {
  conversations: "AI conversations this month",
  operators: "Operators",
  sites: "Web sites",
  pages: "Pages of knowledge",
};

const DAY = 86_400_000;
const SOON_DAYS = 3;
const many = (n: number, what: string): string => `${n.toLocaleString("en")} ${what}${n === 1 ? "" : "s"}`;

export const price = (cents: number): string => `$${(cents / 100).toLocaleString("en", { minimumFractionDigits: cents % 100 ? 2 : 0 })}`;

export function day(at: number): string {
  return new Date(at).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}

export const daysLeft = (b: Billing): number => Math.max(0, Math.ceil(((b.until ?? b.now) - b.now) / DAY));

const planOf = (b: Billing): Plan | undefined => b.plans.find((plan) => plan.key === b.plan);

export const planName = (b: Billing): string => planOf(b)?.name ?? "Your";

/** The smallest plan that holds what is there now; the largest where none does. */
export const fitting = (b: Billing): Plan | undefined =>
  b.plans.find(({ limits }) => LIMITS.every((limit) => b.usage[limit] < (limits[limit] ?? Infinity) || (limit !== "conversations" && b.usage[limit] === limits[limit]))) ?? b.plans.at(-1);

export function includes(plan: Plan): string {
  const { conversations, operators, sites, pages } = plan.limits;
  return [many(conversations ?? 0, "AI conversation"), many(operators ?? 0, "operator"), many(sites ?? 0, "web site"), many(pages ?? 0, "page") + " of knowledge"].join(" · ");
}

/** The state in one sentence, under the title. */
export function sentence(b: Billing): string {
  if (b.state === "none") return "Nothing is sold on this server, and nothing is limited."; // the server tells no more then
  const when = b.until ? day(b.until) : "";
  const paid = planOf(b);
  switch (b.state) {
    case "trial":
      return `Trial of the ${planName(b)} plan: ${many(daysLeft(b), "day")} left, until ${when}. No card is needed, and nothing is charged by itself.`;
    case "active":
      return `${planName(b)} plan${paid ? `, ${price(paid.prices[b.every])} a ${b.every}` : ""}. Renews on ${when}.`;
    case "cancelling":
      return `${planName(b)} plan, cancelled. It works until ${when}.`;
    case "past_due":
      return `${planName(b)} plan. The last payment did not go through.`;
    case "ended":
      return "No plan at present.";
  }
}

/** What needs the owner, with the one thing to do about it. */
export interface Need {
  title: string;
  text: string;
  act: "choose" | "pay" | "resume" | null;
}

const STILL = "Visitors are still answered, from your knowledge and by your team. Nothing was deleted.";

export function need(b: Billing): Need | null {
  const used = b.limits?.conversations ? b.usage.conversations / b.limits.conversations : 0;
  if (b.state === "past_due") {
    return { title: `Your payment did not go through. ${many(daysLeft(b), "day")} left.`, text: `Everything works until ${day(b.until ?? b.now)}. It is tried again by itself; a new card pays at once. After that day the AI answers pause, and nothing is deleted.`, act: "pay" };
  }
  if (b.state === "ended" && b.reason === "unpaid") return { title: "The AI answers have paused: a payment is open.", text: STILL, act: "pay" };
  if (b.state === "ended") return { title: b.reason === "cancelled" ? "Your plan has ended. The AI answers have paused." : "Your trial is over. The AI answers have paused.", text: STILL, act: "choose" };
  if (b.state === "cancelling") return { title: `Your plan ends on ${day(b.until ?? b.now)}.`, text: "Nothing more is charged. After that the AI answers pause, and nothing is deleted. You can change your mind until then.", act: "resume" };
  if (used >= 1) return { title: "This month’s AI conversations are used up.", text: `${STILL} Conversations that have begun go on with the AI. A larger plan brings it back at once.`, act: "choose" };
  if (used >= 0.8) return { title: `${Math.floor(used * 100)} % of this month’s AI conversations are used.`, text: "Beyond your plan nothing is charged: visitors are then answered from your knowledge and by your team.", act: "choose" };
  if (b.state === "trial" && daysLeft(b) <= SOON_DAYS) return { title: `Your trial ends on ${day(b.until ?? b.now)}.`, text: "Choose a plan to keep the AI answers. Nothing is charged by itself.", act: "choose" };
  return null;
}

/** The same in a few words, for the strip that is always in sight. Null: nothing is wrong. */
export function note(b: Billing): string | null {
  if (b.state === "past_due") return "Payment failed";
  if (b.state === "ended") return b.reason === "unpaid" ? "AI paused: payment open" : "AI paused: choose a plan";
  if (b.limits?.conversations && b.usage.conversations >= b.limits.conversations) return "AI conversations used up";
  if (b.state === "trial" && daysLeft(b) <= SOON_DAYS) return `Trial: ${many(daysLeft(b), "day")} left`;
  return null;
}

/** What choosing this plan does, before it is done. */
export function consequence(plan: Plan, every: Every, b: Billing): string {
  const then = `${price(plan.prices[every])} a ${every}`;
  const smaller = plan.prices.month < (planOf(b)?.prices.month ?? 0);
  const words: Record<Change, string> = {
    new: "",
    same: "",
    up: `At once. The difference for the rest of this ${every} is charged today, then ${then}.`,
    down: `At once. What you have paid too much is credited to the next invoices, then ${then}.`,
    longer: `At once, and a year begins today: ${price(plan.prices.year)}, less what is left of the month that you have paid. Then ${then}.`,
    shorter: `At once, and a month begins today. What is left of your year is credited and pays the months to come, then ${then}.`,
  };
  return words[plan.is[every]] + (smaller ? " Nothing is deleted; where you have more than the plan holds, only new ones have to wait." : "");
}
