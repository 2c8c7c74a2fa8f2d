/** The open conversation: who holds it, what was said, what I may do. */
import { useEffect, useState } from "preact/hooks";
import { ACTIONS, type ActionId } from "../model/actions.ts";
import { isOffered } from "../model/feed.ts";
import { href } from "../model/routes.ts";
import { looking, standing, visitorName } from "../model/words.ts";
import type { Onlooker } from "../model/thread.ts";
import type { Conversation, Summary } from "../model/wire.ts";
import { act, type Act } from "../live/acts.ts";
import { keep, resolve } from "../live/together.ts";
import { refreshThread } from "../live/loading.ts";
import { listHere, setPrefs, useScreen, voicesFor } from "../live/screen.ts";
import { Composer } from "./Composer.tsx";
import { Caps } from "./Caps.tsx";
import { run, threadHandle } from "./commands.ts";
import { HandOver } from "./HandOver.tsx";
import { HandoffCard } from "./HandoffCard.tsx";
import { Icon } from "./Icon.tsx";
import { Menu } from "./Menu.tsx";
import { Offered } from "./Offered.tsx";
import { Seamlet } from "./ListStates.tsx";
import { useNow, WaitClock } from "./time.tsx";
import { Transcript } from "./Transcript.tsx";

type Head = Conversation | Summary;

interface Deed {
  what: Act;
  label: string;
  key: string;
  look: "signal" | "ink" | "plain";
}

const RESOLVE: Deed = { what: "close", label: "Resolve", key: "E", look: "plain" };
const BACK: Deed = { what: "return", label: "Return to AI", key: "B", look: "plain" };
const RELEASE: Deed = { what: "release", label: "Hand over", key: "A", look: "plain" };
const TAKE: Deed = { what: "take", label: "Take", key: "T", look: "ink" };

/** What can be done with it now, the last the first thing to do. */
export function deeds(head: Head, me: string): Deed[] {
  const mine = head.owner?.id === me;
  switch (head.state) {
    case "assistant":
      return [RESOLVE, { ...TAKE, label: "Take over" }];
    case "waiting":
      return [RESOLVE, { ...TAKE, look: "signal" }];
    case "human":
      if (isOffered(head, me)) return [{ ...TAKE, label: "Take it", look: "signal" }];
      return mine ? [RELEASE, BACK, { ...RESOLVE, look: "ink" }] : [RESOLVE];
    case "followup":
      return [RESOLVE, TAKE];
    case "closed":
      return [{ ...TAKE, label: "Reopen", look: "plain" }];
  }
}

function Deeds({ head, handOver }: { head: Head; handOver: () => void }) {
  const [me, busy, leaving] = useScreen((s) => [s.desk.me?.operator.id ?? "", s.busy[head.id], s.leaving[head.id]] as const);
  if (leaving) {
    return (
      <div class="deeds">
        <button class="button" type="button" onClick={() => keep(head.id)}>
          Undo
          <kbd aria-hidden="true">Z</kbd>
        </button>
      </div>
    );
  }
  return (
    <div class="deeds">
      {deeds(head, me).map(({ what, label, key, look }) => (
        <button key={what} class={`button button-${look}`} type="button" disabled={busy !== undefined} aria-busy={busy === what} onClick={() => (what === "close" ? resolve([head.id]) : what === "release" ? handOver() : void act(head.id, what))}>
          {label}
          {key && <kbd aria-hidden="true">{key}</kbd>}
        </button>
      ))}
    </div>
  );
}

const MORE: readonly ActionId[] = ["tag", "snooze", "unread", "history", "bar"];

/** What else the keys do, for a mouse and for thumbs. */
function More({ id }: { id: string }) {
  return (
    <Menu
      look="icon-button"
      title="More"
      label={
        <>
          <Icon name="more" />
          <span class="hidden">More</span>
        </>
      }
    >
      {ACTIONS.filter((one) => MORE.includes(one.id)).map(({ id: what, name, keys }) => (
        <button key={what} type="button" onClick={() => run(what, id)}>
          {name}
          <Caps keys={keys[0] ?? []} />
        </button>
      ))}
    </Menu>
  );
}

const NOBODY: readonly Onlooker[] = [];

function Onlookers({ who }: { who: readonly Onlooker[] }) {
  const now = useNow();
  const text = looking(who.filter((one) => one.until > now));
  return (
    text && (
      <span class="onlookers" title={text}>
        {text}
      </span>
    )
  );
}

function Header({ head, handOver }: { head: Head; handOver: () => void }) {
  const facts = useScreen((s) => s.prefs.facts);
  const presence = useScreen((s) => s.desk.threads[head.id]?.presence ?? null);
  const onlookers = useScreen((s) => s.desk.threads[head.id]?.onlookers ?? NOBODY);
  const line = useScreen((s) => (s.leaving[head.id] ? "Resolved" : standing(head, voicesFor(s, head))));
  const waits = (head.state === "waiting" || head.state === "human") && head.waiting_since !== null;
  return (
    <header class="thread-head">
      <a class="icon-button only-phone" href={href(listHere())} aria-label="Back to the list">
        <Icon name="back" />
      </a>
      <div class="thread-who">
        <h2>
          {visitorName(head.contact, head.id)}
          {presence && (
            <span class={`presence presence-${presence}`} title={presence === "online" ? "On your site now" : "Not on your site now"}>
              <span class="hidden">{presence === "online" ? "online" : "away"}</span>
            </span>
          )}
        </h2>
        <p class={`standing standing-${head.state}`}>
          {line}
          {waits && <WaitClock since={head.waiting_since ?? 0} />}
          {onlookers.length > 0 && <Onlookers who={onlookers} />}
        </p>
      </div>
      <Deeds head={head} handOver={handOver} />
      <More id={head.id} />
      <a class="icon-button only-narrow" href={`/inbox/c/${encodeURIComponent(head.id)}/facts`} aria-label="Details">
        <Icon name="facts" />
      </a>
      <button class="icon-button only-wide" type="button" aria-pressed={facts} aria-label="Details" title="Details ( ] )" onClick={() => setPrefs({ facts: !facts })}>
        <Icon name="facts" />
      </button>
    </header>
  );
}

function Absent({ id, text }: { id: string; text: string }) {
  return (
    <section class="thread thread-blank">
      <div class="empty" role="alert">
        <Seamlet />
        <h2>{text}</h2>
        <button class="button" type="button" onClick={() => void refreshThread(id)}>
          Try again
        </button>
      </div>
    </section>
  );
}

/** `painted`: its head is on the screen. */
export function ThreadPane({ id, painted }: { id: string; painted: boolean }) {
  const [thread, row, absent] = useScreen((s) => [s.desk.threads[id], s.desk.feed.items.get(id), s.absent[id]] as const);
  const head = thread?.conversation ?? row;
  const [handing, setHanding] = useState(false);
  const mine = useScreen((s) => head?.state === "human" && head.owner?.id === s.desk.me?.operator.id);
  useEffect(() => {
    threadHandle.handOver = mine ? () => setHanding(true) : null;
    return () => {
      threadHandle.handOver = null;
    };
  }, [mine]);
  if (!thread && absent) return <Absent id={id} text={absent} />;
  if (!head) return <section class="thread" aria-busy="true" />;
  return (
    <section class="thread" aria-label={`Conversation with ${visitorName(head.contact, id)}`} aria-busy={!thread}>
      <Header head={head} handOver={() => setHanding(!handing)} />
      {handing && mine && <HandOver id={id} done={() => setHanding(false)} />}
      {head.offer && <Offered head={head} offer={head.offer} />}
      {thread && <HandoffCard thread={thread} />}
      {thread && painted ? <Transcript thread={thread} /> : <div class="transcript" />}
      {thread && painted && <Composer conversation={thread.conversation} />}
    </section>
  );
}

export function NothingOpen() {
  const [view, counts] = useScreen((s) => [s.view, s.desk.feed.counts] as const);
  return (
    <section class="thread thread-blank">
      <div class="empty">
        <Seamlet />
        <h2>{(counts?.[view] ?? 0) === 0 ? "All quiet." : view === "needs" ? "Open the one at the top." : "Nothing is open."}</h2>
        <p class="blank-keys">
          <kbd>J</kbd> <kbd>K</kbd> move · <kbd>Enter</kbd> open · <kbd>T</kbd> take · <kbd>?</kbd> all keys
        </p>
      </div>
    </section>
  );
}
