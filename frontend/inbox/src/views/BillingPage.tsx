/** Plan and billing, for the owner: where it stands, what is used, what can be chosen. Paying itself happens at Stripe. */
import { useEffect, useState } from "preact/hooks";
import { consequence, day, fitting, includes, LIMIT_NAMES, LIMITS, need, note, planName, price, sentence, type Billing, type Change, type Every, type Plan } from "../model/billing.ts";
import { api, why } from "../live/api.ts";
import { patch, toast, useScreen } from "../live/screen.ts";
import { Segments } from "./Segments.tsx";
import { Sure } from "./Sure.tsx";

/** Back from Stripe's pages: what has changed there is asked for at once. */
function cameBack(): "paid" | "seen" | null {
  const query = new URLSearchParams(location.search);
  const back = query.has("paid") ? "paid" : query.has("seen") ? "seen" : null;
  if (back) history.replaceState(history.state, "", location.pathname);
  return back;
}

function useBilling() {
  const [known, setKnown] = useState<Billing | null>(null);
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const act = async (work: () => Promise<Billing>, told = ""): Promise<void> => {
    setProblem("");
    setBusy(true);
    try {
      const found = await work();
      setKnown(found);
      patch({ owed: note(found) });
      if (told) toast(told);
    } catch (error) {
      setProblem(why(error));
    }
    setBusy(false);
  };
  const leave = async (work: () => Promise<{ url: string }>): Promise<void> => {
    setProblem("");
    setBusy(true);
    try {
      location.assign((await work()).url);
    } catch (error) {
      setProblem(why(error));
      setBusy(false);
    }
  };
  useEffect(() => {
    const back = cameBack();
    void act(async () => {
      const found = back ? await api.refreshBilling().catch(api.billing) : await api.billing();
      if (back === "paid") toast(found.subscribed ? "Thank you. Your plan is in force." : "Thank you. This page shows your plan as soon as the payment has arrived.");
      return found;
    });
  }, []);
  useEffect(() => {
    // The browser's back button brings this page as it was left, waiting.
    const shown = (event: PageTransitionEvent): void => {
      if (event.persisted) void act(api.refreshBilling);
    };
    addEventListener("pageshow", shown);
    return () => removeEventListener("pageshow", shown);
  }, []);
  return { known, problem, busy, act, leave };
}

type Desk = ReturnType<typeof useBilling>;

/** An invoice is open: it comes before everything else. */
const isOpen = (known: Billing): boolean => known.state === "past_due" || known.reason === "unpaid";

/** Why no other plan can be chosen now. */
const isHeld = (known: Billing): string => (isOpen(known) ? "Another plan can be chosen as soon as the open payment is made." : known.state === "cancelling" ? "Keep the plan first; then you can choose another." : "");

function Needed({ known, desk }: { known: Billing; desk: Desk }) {
  const needed = need(known);
  if (!needed) return null;
  return (
    <div class="held held-page bill-need" role="status">
      <p class="held-title">{needed.title}</p>
      <p>{needed.text}</p>
      {needed.act === "pay" && (
        <button class="button button-ink" type="button" disabled={desk.busy} onClick={() => void desk.leave(api.portal)}>
          Update the card
        </button>
      )}
      {needed.act === "resume" && (
        <button class="button button-ink" type="button" disabled={desk.busy} onClick={() => void desk.act(() => api.cancelPlan(false), "Good. Your plan goes on.")}>
          Keep the {planName(known)} plan
        </button>
      )}
    </div>
  );
}

function Usage({ known }: { known: Billing }) {
  return (
    <section class="bill-part" aria-label="Usage">
      <h3>Usage</h3>
      <dl class="usage">
        {LIMITS.map((limit) => {
          const most = known.limits ? known.limits[limit] : null;
          const used = known.usage[limit];
          return (
            <div key={limit} class="usage-row">
              <dt>{LIMIT_NAMES[limit]}</dt>
              <dd>
                <b>{used.toLocaleString("en")}</b>
                {most ? ` of ${most.toLocaleString("en")}` : ""}
              </dd>
              {most ? <meter min={0} max={most} {...(limit === "conversations" ? { high: 0.8 * most } : {})} value={Math.min(used, most)} aria-label={`${LIMIT_NAMES[limit]}: share of the plan`} /> : null}
            </div>
          );
        })}
      </dl>
      <p class="quiet">
        An AI conversation is one in which the AI model answered, counted once a calendar month (UTC).{known.state !== "none" && " Nothing is ever charged beyond the plan."}
      </p>
    </section>
  );
}

const CHOOSE: Readonly<Record<Change, string>> = { new: "Choose", up: "Upgrade", down: "Change", same: "", longer: "Change", shorter: "Change" };
const PACES: Readonly<Record<Every, string>> = { month: "Monthly", year: "Yearly, two months free" };

interface ChoiceProps {
  plan: Plan;
  every: Every;
  known: Billing;
  desk: Desk;
  /** It is the one to choose. */
  main: boolean;
}

function Choice({ plan, every, known, desk, main }: ChoiceProps) {
  const is = plan.is[every];
  const mine = known.subscribed && plan.key === known.plan;
  const ask = mine ? `Pay ${every}ly` : CHOOSE[is];
  const change = (): void =>
    void desk.act(async () => {
      const found = await api.changePlan(plan.key, every);
      if (found.pay_at) location.assign(found.pay_at);
      else toast(mine ? `You pay by the ${every} now.` : `You are on the ${plan.name} plan now.`);
      return found;
    });
  const off = desk.busy || isHeld(known) !== "";
  const look = main ? "button button-ink" : "button";
  return (
    <li class="plan" data-plan={plan.key} aria-current={is === "same" ? "true" : undefined}>
      <p class="plan-name">
        {plan.name}
        {mine ? <span class="person-you">your plan</span> : main && <span class="person-you">holds what you use</span>}
      </p>
      <p class="plan-price">
        <b>{price(plan.prices[every])}</b> a {every}
      </p>
      <p class="plan-holds">{includes(plan)}</p>
      {is === "new" && (
        <button class={look} type="button" disabled={off} onClick={() => void desk.leave(() => api.checkout(plan.key, every))} aria-label={`Choose ${plan.name}`}>
          Choose
        </button>
      )}
      {is !== "new" && is !== "same" && (
        <Sure ask={ask} label={mine ? ask : `${ask} to ${plan.name}`} look={look} says={consequence(plan, every, known)} sure={mine ? ask : `Change to ${plan.name}`} tone="ink" keep="Not now" disabled={off} act={change} />
      )}
    </li>
  );
}

function Plans({ known, desk }: { known: Billing; desk: Desk }) {
  const [every, setEvery] = useState<Every>(known.every);
  const one = need(known)?.act === "choose" || !known.subscribed ? fitting(known) : undefined;
  return (
    <section class="bill-part" aria-label="Plans">
      <header class="bill-plans">
        <h3>Plans</h3>
        <Segments name="every" label="Paid" quiet of={PACES} value={every} pick={setEvery} />
      </header>
      <ul class="plans">
        {known.plans.map((plan) => (
          <Choice key={plan.key} plan={plan} every={every} known={known} desk={desk} main={plan === one && plan.is[every] !== "same"} />
        ))}
      </ul>
      <p class="quiet">{isHeld(known) || "Every plan has every feature. A flat price, before tax: no charge for each operator or answer."}</p>
    </section>
  );
}

function Cancel({ known, desk }: { known: Billing; desk: Desk }) {
  if (!known.subscribed || known.state === "cancelling") return null;
  const open = isOpen(known);
  const cancel = (): void => void desk.act(() => api.cancelPlan(true), open ? "Cancelled. Nothing more is charged." : "Cancelled. You can change your mind until it ends.");
  return (
    <section class="setting">
      <h3>Cancel</h3>
      <p>
        {open ? "It ends at once, and the open invoice is not tried again." : `Everything works until ${known.until ? day(known.until) : `the end of the ${known.every}`}, and you can change your mind.`} Then the AI answers pause; conversations, knowledge and
        people stay.
      </p>
      <Sure ask="Cancel the plan…" sure="Cancel the plan" keep="Keep it" look="button" disabled={desk.busy} act={cancel} />
    </section>
  );
}

function Sold({ known, desk }: { known: Billing; desk: Desk }) {
  const parts = [<Usage key="usage" known={known} />, <Plans key={`plans-${known.every}`} known={known} desk={desk} />];
  return (
    <>
      <Needed known={known} desk={desk} />
      {known.subscribed && need(known)?.act !== "choose" ? parts : parts.reverse()}
      {known.payer && (
        <section class="setting bill-first">
          <h3>Invoices and card</h3>
          <p>On the pages of Stripe, who takes the payments. Deskbell never sees a card.</p>
          <button class="button" type="button" disabled={desk.busy} onClick={() => void desk.leave(api.portal)}>
            Invoices and card
          </button>
        </section>
      )}
      <Cancel known={known} desk={desk} />
    </>
  );
}

function Owners() {
  const desk = useBilling();
  const { known, problem } = desk;
  return (
    <main class="page page-narrow billing-page" aria-busy={!known && !problem}>
      <header class="page-head">
        <h2>Plan and billing</h2>
        <p>{known ? sentence(known) : " "}</p>
      </header>
      {problem && (
        <p class="problem bill-problem" role="alert" ref={(element) => element?.scrollIntoView({ block: "nearest" })}>
          {problem}{" "}
          {!known && (
            <button class="text-button" type="button" onClick={() => void desk.act(api.billing)}>
              Try again
            </button>
          )}
        </p>
      )}
      {known && (known.state === "none" ? <Usage known={known} /> : <Sold known={known} desk={desk} />)}
    </main>
  );
}

export function BillingPage() {
  const owner = useScreen((s) => s.desk.me?.operator.role === "owner");
  if (owner) return <Owners />;
  return (
    <main class="page page-narrow">
      <header class="page-head">
        <h2>Plan and billing</h2>
        <p>Only an owner of this workspace sees and changes the plan. Under Team stands who that is.</p>
      </header>
    </main>
  );
}
