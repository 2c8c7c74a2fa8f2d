/** Plan and billing, for the owner: where it stands, what is used, what can be chosen. Paying itself happens at Stripe. */
import { useEffect, useState } from "preact/hooks";
import { consequence, day, includes, LIMIT_NAMES, need, note, planName, price, sentence, type Billing, type Limit, type Plan } from "../model/billing.ts";
import { api, why } from "../live/api.ts";
import { patch, toast, useScreen } from "../live/screen.ts";

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
      const found = await (back ? api.refreshBilling() : api.billing());
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

/** The keys go on where the question is. */
const here = (element: HTMLElement | null): void => element?.focus();

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

const SHOWN: readonly Limit[] = ["conversations", "operators", "sites", "pages"];

function Usage({ known }: { known: Billing }) {
  return (
    <section class="bill-part" aria-label="Usage">
      <h3>Usage</h3>
      <dl class="usage">
        {SHOWN.map((limit) => {
          const most = known.limits ? known.limits[limit] : null;
          const used = known.usage[limit];
          return (
            <div key={limit} class="usage-row">
              <dt>{LIMIT_NAMES[limit]}</dt>
              <dd>
                <b>{used.toLocaleString("en")}</b>
                {most ? ` of ${most.toLocaleString("en")}` : ""}
              </dd>
              {most ? <meter min={0} max={most} high={0.8 * most} value={Math.min(used, most)} aria-label={`${LIMIT_NAMES[limit]}: share of the plan`} /> : null}
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

const CHOOSE: Readonly<Record<Plan["is"], string>> = { new: "Choose", up: "Upgrade", down: "Change", same: "" };

function Choice({ plan, known, desk }: { plan: Plan; known: Billing; desk: Desk }) {
  const [sure, setSure] = useState(false);
  const choose = (): void => {
    if (plan.is === "new") void desk.leave(() => api.checkout(plan.key));
    else setSure(true);
  };
  const change = (): void => {
    setSure(false);
    void desk.act(async () => {
      const found = await api.changePlan(plan.key);
      if (found.pay_at) location.assign(found.pay_at);
      else toast(`You are on the ${plan.name} plan now.`);
      return found;
    });
  };
  const open = known.state === "past_due" || known.reason === "unpaid";
  return (
    <li class="plan" data-plan={plan.key} aria-current={plan.is === "same" ? "true" : undefined}>
      <p class="plan-name">
        {plan.name}
        {plan.is === "same" && <span class="person-you">your plan</span>}
      </p>
      <p class="plan-price">
        <b>{price(plan.price)}</b> a month
      </p>
      <p class="plan-holds">{includes(plan)}</p>
      {plan.is !== "same" && !sure && (
        <button class={plan.is === "new" ? "button button-ink" : "button"} type="button" disabled={desk.busy || open} onClick={choose} aria-label={`${CHOOSE[plan.is]} ${plan.is === "new" ? "" : "to "}${plan.name}`}>
          {CHOOSE[plan.is]}
        </button>
      )}
      {sure && (
        <div class="plan-sure" role="group" aria-label={`Change to ${plan.name}`}>
          <p>{consequence(plan)}</p>
          <span class="sure">
            <button class="button button-ink" type="button" ref={here} disabled={desk.busy} onClick={change}>
              Change to {plan.name}
            </button>
            <button class="button button-bare" type="button" onClick={() => setSure(false)}>
              Not now
            </button>
          </span>
        </div>
      )}
    </li>
  );
}

function Cancel({ known, desk }: { known: Billing; desk: Desk }) {
  const [sure, setSure] = useState(false);
  if (!known.subscribed || known.state === "cancelling") return null;
  const open = known.state === "past_due" || known.reason === "unpaid";
  const cancel = (): void => {
    setSure(false);
    void desk.act(() => api.cancelPlan(true), open ? "Cancelled. Nothing more is charged." : "Cancelled. You can change your mind until it ends.");
  };
  return (
    <section class="setting">
      <h3>Cancel</h3>
      <p>
        {open ? "It ends at once, and the open invoice is not tried again." : `Everything works until ${known.until ? day(known.until) : "the end of the month"}, and you can change your mind.`} Then the AI answers pause; conversations, knowledge and
        people stay.
      </p>
      {sure ? (
        <span class="sure">
          <button class="button button-danger" type="button" disabled={desk.busy} onClick={cancel}>
            Cancel the plan
          </button>
          <button class="button button-bare" type="button" ref={here} onClick={() => setSure(false)}>
            Keep it
          </button>
        </span>
      ) : (
        <button class="button" type="button" onClick={() => setSure(true)}>
          Cancel the plan…
        </button>
      )}
    </section>
  );
}

function Sold({ known, desk }: { known: Billing; desk: Desk }) {
  return (
    <>
      <Needed known={known} desk={desk} />
      <Usage known={known} />
      <section class="bill-part" aria-label="Plans">
        <h3>Plans</h3>
        <p class="quiet">Every plan has every feature. A flat price, no charge for each operator or answer.</p>
        <ul class="plans">
          {known.plans.map((plan) => (
            <Choice key={plan.key} plan={plan} known={known} desk={desk} />
          ))}
        </ul>
      </section>
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

export function BillingPage() {
  const desk = useBilling();
  const owner = useScreen((s) => s.desk.me?.operator.role === "owner");
  const { known, problem } = desk;
  return (
    <main class="page page-narrow billing-page" aria-busy={!known && !problem}>
      <header class="page-head">
        <h2>Plan and billing</h2>
        <p>{known ? sentence(known) : owner ? " " : "For the owner of this workspace."}</p>
      </header>
      {problem && (
        <p class="problem bill-problem" role="alert">
          {problem}
        </p>
      )}
      {known && (known.state === "none" ? <Usage known={known} /> : <Sold known={known} desk={desk} />)}
    </main>
  );
}
