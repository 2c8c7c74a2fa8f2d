/** What must always be in sight: who waits, whether the line is up, whether I am available. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { waiting } from "../model/feed.ts";
import { note } from "../model/billing.ts";
import type { Route } from "../model/routes.ts";
import { takeAndOpen } from "../live/acts.ts";
import { ring, unlockSound } from "../live/attention.ts";
import { api } from "../live/api.ts";
import { patch, useScreen } from "../live/screen.ts";
import type { Spending } from "../model/assistant.ts";
import type { LinkState } from "../live/connection.ts";
import { Caps } from "./Caps.tsx";
import { run } from "./commands.ts";
import { Icon } from "./Icon.tsx";
import { PresenceChoice } from "./PresenceChoice.tsx";
import { WaitClock } from "./time.tsx";

function Queue() {
  const feed = useScreen((s) => s.desk.feed);
  const queue = useMemo(() => waiting(feed), [feed]);
  const [oldest] = queue;
  if (!oldest) return <p class="queue queue-none">{feed.seq === null ? "" : "Nobody is waiting"}</p>;
  return (
    <button class="queue queue-some" type="button" onClick={() => void takeAndOpen(oldest.id)} title="Take the one who has waited longest">
      <span class="queue-dot" aria-hidden="true" />
      <span>
        {queue.length} waiting<span class="queue-sep"> · </span>
        <span class="queue-longest">longest </span>
        <WaitClock since={oldest.waiting_since ?? 0} />
      </span>
      <span class="queue-take">Take</span>
    </button>
  );
}

const GRACE_MS = 2_000;
const LONG_MS = 30_000;

/** Quiet while it works; a moment's break is nobody's business. */
function useLineTrouble(link: LinkState): "none" | "short" | "long" {
  const [now, set] = useState(Date.now());
  const since = link.is === "away" ? link.since : null;
  useEffect(() => {
    if (since === null) return;
    set(Date.now());
    const timer = setInterval(() => set(Date.now()), 500);
    return () => clearInterval(timer);
  }, [since]);
  if (since === null) return "none";
  if (!navigator.onLine) return "long";
  if (now - since < GRACE_MS) return "none";
  return now - since < LONG_MS ? "short" : "long";
}

function Line() {
  const link = useScreen((s) => s.link);
  const trouble = useLineTrouble(link);
  if (link.is === "stopped") {
    return (
      <p class="line line-bad" role="alert">
        Disconnected ({link.code}).{" "}
        <button class="text-button" type="button" onClick={() => location.reload()}>
          Reload
        </button>
      </p>
    );
  }
  if (trouble === "none") return null;
  return (
    <p class="line" role="status">
      <span class="line-dot" aria-hidden="true" />
      {trouble === "short" ? "Reconnecting…" : "Offline. What you send goes out when the line is back."}
    </p>
  );
}

function Sound() {
  const [audible, sound] = useScreen((s) => [s.audible, s.prefs.sound] as const);
  if (audible || !sound) return null;
  const enable = (): void => {
    unlockSound();
    setTimeout(() => ring(0.6), 120);
  };
  return (
    <button class="chip-button" type="button" onClick={enable}>
      <Icon name="silent" size={16} />
      <span class="chip-words">Enable sound</span>
    </button>
  );
}

const TITLES: Record<Route["at"], string> = { list: "Inbox", thread: "Conversation", example: "An example", analytics: "Analytics", contacts: "Contacts", contact: "Contact", knowledge: "Knowledge", gaps: "Answer gaps", test: "Try the assistant", golden: "Test questions", assistant: "Assistant", hours: "Opening hours", team: "Team", sites: "Web sites", mail: "Mail", start: "Going live", keys: "API keys", webhooks: "Webhooks", billing: "Plan and billing", data: "Data and privacy", notifications: "Notifications", replies: "Saved replies", more: "You and this device" };

const NOTES: Record<string, string> = {
  limit: "AI answer limit reached",
  plan: "AI conversations used up",
  cap_near: "AI spending nearly at its cap",
  model_down: "AI model is down",
  unauthorised: "AI key refused",
};
const LOOK_MS = 60_000;

/** The assistant answers with less than it could: said once, quietly, with the way to the reason. */
function AiNote() {
  const mine = useScreen((s) => s.desk.me?.billing ?? false);
  const [notice, set] = useState<Spending["notices"][number] | null>(null);
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === "visible") api.spending().then((s) => set(s.notices.find((one) => one.kind !== "plan" || !mine) ?? null), () => undefined);
    };
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [mine]);
  if (!notice) return null;
  return (
    <a class="ai-note" href="/settings/assistant" title={notice.text}>
      {NOTES[notice.kind] ?? "AI spending cap reached"}
    </a>
  );
}

/** The owner's own note: a trial that ends, a payment that failed. */
function BillingNote() {
  const mine = useScreen((s) => s.desk.me?.billing ?? false);
  const told = useScreen((s) => s.owed);
  useEffect(() => {
    if (!mine) return;
    const look = (): void => {
      if (document.visibilityState === "visible") api.billing().then((known) => patch({ owed: note(known) }), () => undefined);
    };
    look();
    const timer = setInterval(look, LOOK_MS);
    const full = (): void => patch({ owed: "Your plan is full" });
    addEventListener("deskbell:limit", full);
    return () => {
      clearInterval(timer);
      removeEventListener("deskbell:limit", full);
    };
  }, [mine]);
  if (!told) return null;
  return (
    <a class="ai-note" href="/settings/billing">
      {told}
    </a>
  );
}

/** For those who do not know the key, and for thumbs. */
function Find() {
  return (
    <button class="find" type="button" title="Find or do anything" onClick={() => run("bar")}>
      <span class="hidden">Find or do anything</span>
      <Icon name="search" size={16} />
      <span class="find-key" aria-hidden="true">
        <Caps keys={["Ctrl+k"]} />
      </span>
    </button>
  );
}

export function Strip() {
  const at = useScreen((s) => s.route.at);
  return (
    <header class="strip">
      <h1 class="hidden">{TITLES[at]}</h1>
      <Queue />
      <Line />
      <div class="strip-end">
        <BillingNote />
        <AiNote />
        <Sound />
        <Find />
        <PresenceChoice />
      </div>
    </header>
  );
}
