/** One conversation in the list. */
import { isOffered, isUnread } from "../model/feed.ts";
import { hasDraft } from "../model/drafts.ts";
import { moment } from "../model/clock.ts";
import { plain } from "../model/markdown.ts";
import { STATE_NAMES, visitorName } from "../model/words.ts";
import type { Summary, View } from "../model/wire.ts";
import { takeAndOpen } from "../live/acts.ts";
import { myId, screen, useScreen } from "../live/screen.ts";
import { Icon } from "./Icon.tsx";
import { memo } from "./memo.ts";
import { Age, WaitClock } from "./time.tsx";

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return ((words[0]?.[0] ?? "") + (words.length > 1 ? (words[words.length - 1]?.[0] ?? "") : "")).toUpperCase();
}

function lastWords(item: Summary, me: string, myName: string, assistant: string): { who: string; text: string } {
  const { last } = item;
  if (!last) return { who: "", text: "Opened the conversation" };
  const text = plain(last.text) || "…";
  const { kind, id, name } = last.author;
  if (last.kind === "note") return { who: "Note", text };
  if (kind === "assistant") return { who: name || assistant, text };
  if (kind === "operator") return { who: id === me || name === myName ? "You" : (name ?? "").split(" ")[0] || "Team", text };
  return { who: "", text };
}

function Corner({ item, me, view }: { item: Summary; me: string; view: View }) {
  if (item.owner && item.state !== "closed" && item.owner.id !== me) {
    return (
      <span class="owner" title={item.owner.name}>
        {initials(item.owner.name)}
        <span class="hidden"> is the owner</span>
      </span>
    );
  }
  if (view === "all" || (view === "mine" && item.state !== "human")) return <span class="state-name">{STATE_NAMES[item.state]}</span>;
  return null;
}

interface RowProps {
  item: Summary;
  open: boolean;
  ghost: boolean;
  view: View;
  pick: (id: string, range: boolean) => void;
}

export const ListRow = memo(({ item, open, ghost, view, pick }: RowProps) => {
  const [mine, unread, draft, busy, picked] = useScreen((s) => [s.desk.me, isUnread(item, myId(), s.desk.seen[item.id]), hasDraft(s.drafts, item.id), s.busy[item.id], s.picked.ids.includes(item.id)] as const);
  const me = mine?.operator.id ?? "";
  const { who, text } = lastWords(item, me, mine?.operator.name ?? "", mine?.assistant.name || "AI");
  const onClick = (event: MouseEvent): void => {
    if (!screen.get().picked.on) return;
    event.preventDefault();
    pick(item.id, event.shiftKey);
  };
  const waiting = item.state === "waiting";
  const offered = isOffered(item, me);
  const waits = (waiting || item.state === "human") && item.waiting_since !== null;
  const names = ["row", `row-${item.state}`, unread && "row-unread", ghost && "row-ghost", open && "row-open", picked && "row-picked", item.owner?.id === me && "row-mine"];
  return (
    <li class={names.filter(Boolean).join(" ")} data-row={item.id}>
      <label class="row-pick" title="Pick (x)">
        <input type="checkbox" tabIndex={-1} checked={picked} aria-label={`Pick ${visitorName(item.contact, item.id)}`} onClick={(event) => pick(item.id, event.shiftKey)} />
      </label>
      <a class="row-link" href={`/inbox/c/${encodeURIComponent(item.id)}`} aria-current={open ? "true" : undefined} onClick={onClick}>
        <span class="row-top">
          <span class="row-name">
            {unread && <span class="hidden">Unread: </span>}
            {visitorName(item.contact, item.id)}
          </span>
          {waits ? <WaitClock since={item.waiting_since ?? 0} /> : <Age at={item.last?.at ?? item.updated_at} />}
        </span>
        <span class="row-text" dir="auto">
          {draft && <span class="row-draft">Draft</span>}
          {who && <span class={item.last?.author.kind === "assistant" ? "row-who row-who-ai" : "row-who"}>{who}</span>}
          {text}
        </span>
        <span class="row-foot">
          <span class="row-page">{item.page?.title || item.site?.name || ""}</span>
          {item.snoozed_until !== null && (
            <span class="row-snoozed">
              <Icon name="clock" size={14} />
              {moment(item.snoozed_until)}
            </span>
          )}
          {item.tags.slice(0, 2).map((tag) => (
            <span key={tag} class="tag tag-small">
              {tag}
            </span>
          ))}
          <Corner item={item} me={me} view={view} />
        </span>
      </a>
      {(waiting || offered) && (
        <button class="button button-signal button-small row-take" type="button" disabled={busy !== undefined} onClick={() => void takeAndOpen(item.id)}>
          Take
        </button>
      )}
    </li>
  );
});
