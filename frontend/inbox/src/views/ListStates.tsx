/** The list when there is nothing in it: not yet, not at all, not possible. */
import { everything, queryOf } from "../model/only.ts";
import type { View } from "../model/wire.ts";
import { go, listHere, lookFor, useScreen } from "../live/screen.ts";
import { Knot } from "./Icon.tsx";

export function Skeleton() {
  return (
    <div class="skeleton" aria-hidden="true">
      {[68, 52, 76, 60, 44].map((width) => (
        <div key={width} class="skeleton-row">
          <span style={{ width: `${width - 20}%` }} />
          <span style={{ width: `${width + 16}%` }} />
        </div>
      ))}
    </div>
  );
}

export function Seamlet() {
  return (
    <div class="seamlet" aria-hidden="true">
      <Knot wide={44} />
    </div>
  );
}

function useWords(view: View): { title: string; text: string; to: View | null; link: string } {
  const [counts, assistant] = useScreen((s) => [s.desk.feed.counts, s.desk.me?.assistant.name || "The assistant"] as const);
  const busy = counts?.assistant ?? 0;
  switch (view) {
    case "needs":
      return {
        title: "Nobody is waiting.",
        text: busy > 0 ? `${assistant} has ${busy === 1 ? "one conversation" : `${busy} conversations`} in hand.` : `${assistant} rings when a person is needed.`,
        to: busy > 0 ? "assistant" : null,
        link: "Look over its shoulder",
      };
    case "snoozed":
      return { title: "Nothing is put off.", text: "What you snooze (key s) is here until its time, or until the visitor writes.", to: "mine", link: "See yours" };
    case "mentions":
      return { title: "Nobody has named you.", text: "Notes that name you with @ lead here. They stay until the conversation is erased.", to: "mine", link: "See yours" };
    case "mine":
      return { title: "You have none open.", text: "What you take or answer is listed here until it is resolved.", to: "needs", link: "See who needs a human" };
    case "assistant":
      return { title: `${assistant} has nobody to answer.`, text: "Conversations appear here with their first message.", to: "all", link: "See all" };
    case "followup":
      return { title: "Nothing to follow up.", text: "Requests that nobody could take in time wait here for a written answer.", to: null, link: "" };
    case "closed":
      return { title: "Nothing resolved yet.", text: "Resolved conversations stay here. A new message reopens them.", to: null, link: "" };
    case "all":
      return { title: "No conversations yet.", text: "The first message on your site starts one.", to: null, link: "" };
  }
}

/** Of a new workspace, until it has a conversation: how one looks that was handed over. It is in no log, so that nothing counts it. */
function ExampleRow() {
  const shown = useScreen((s) => s.desk.me?.example && s.desk.feed.counts?.all === 0);
  if (!shown) return null;
  return (
    <div class="row">
      <a class="row-link" href="/inbox/example">
        <span class="row-top">
          <span class="row-name">Vera</span>
          <span class="tag tag-small">Example</span>
        </span>
        <span class="row-text">How it looks when a person is needed.</span>
      </a>
    </div>
  );
}

export function EmptyList({ view, filter }: { view: View; filter: string }) {
  const words = useWords(view);
  const narrowed = useScreen((s) => queryOf(s.only) !== "");
  if (filter.trim()) {
    return (
      <div class="empty">
        <h2>No match for “{filter.trim()}”</h2>
        <p>The filter looks at names, addresses, pages and the last message of what is loaded.</p>
        <button class="text-button" type="button" onClick={() => lookFor("")}>
          Clear the filter
        </button>
      </div>
    );
  }
  if (narrowed) {
    return (
      <div class="empty">
        <h2>Nothing here fits.</h2>
        <p>The list is narrowed, by the settings under the sliders above.</p>
        <button class="text-button" type="button" onClick={() => go(listHere({ only: everything }), true)}>
          Show all again
        </button>
      </div>
    );
  }
  return (
    <>
      {(view === "needs" || view === "all") && <ExampleRow />}
      <div class="empty">
        <Seamlet />
        <h2>{words.title}</h2>
        <p>{words.text}</p>
        {words.to && <a href={`/inbox/${words.to}`}>{words.link}</a>}
      </div>
    </>
  );
}

export function ListProblem({ text, retry }: { text: string; retry: () => void }) {
  return (
    <div class="empty" role="alert">
      <h2>This list did not load.</h2>
      <p>{text}</p>
      <button class="button" type="button" onClick={retry}>
        Try again
      </button>
    </div>
  );
}
