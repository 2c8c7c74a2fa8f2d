/** The ways through the app: the rail on a desk, the tabs on a phone. */
import { countOf, VIEWS, viewsShown } from "../model/feed.ts";
import { href, type Route } from "../model/routes.ts";
import { VIEW_NAMES, VIEW_SHORT } from "../model/words.ts";
import type { View } from "../model/wire.ts";
import { useScreen, patch } from "../live/screen.ts";
import { Icon, Mark, type IconName } from "./Icon.tsx";

interface PlaceProps {
  route: Route;
  icon: IconName;
  label: string;
  title?: string;
  current: boolean;
  count?: number;
  hot?: boolean;
}

function Place({ route, icon, label, title, current, count, hot }: PlaceProps) {
  return (
    <a class="place" href={href(route)} title={title} aria-current={current ? "page" : undefined}>
      <span class="place-icon">
        <Icon name={icon} />
        {count !== undefined && count > 0 && (
          <span class={hot ? "count count-hot" : "count"}>
            {count > 999 ? "999+" : count}
            <span class="hidden"> conversations</span>
          </span>
        )}
      </span>
      <span class="place-name">{label}</span>
    </a>
  );
}

const ICONS: Record<View, IconName> = { needs: "needs", mine: "mine", assistant: "assistant", followup: "followup", closed: "closed", all: "all", snoozed: "clock", mentions: "at" };
const KNOWLEDGE: ReadonlySet<Route["at"]> = new Set(["knowledge", "gaps", "test", "golden"]);

const inSettings = (route: Route): boolean => route.at !== "assistant" && href(route).startsWith("/settings/");

export function Rail() {
  const [route, view, feed, me, seen] = useScreen((s) => [s.route, s.view, s.desk.feed, s.desk.me?.operator.id ?? "", s.desk.seen] as const);
  const here = route.at === "list" || route.at === "thread" ? view : null;
  return (
    <nav class="rail" aria-label="Main">
      <a class="rail-mark" href="/inbox/needs" aria-label="Deskbell, to the people who wait">
        <Mark />
      </a>
      <div class="rail-group">
        {viewsShown(feed.counts, here).map((one) => (
          <Place
            key={one}
            route={{ at: "list", view: one }}
            icon={ICONS[one]}
            label={VIEW_SHORT[one]}
            title={`${VIEW_NAMES[one]} (${VIEWS.indexOf(one) + 1})`}
            current={here === one}
            count={countOf(one, feed, me, seen)}
            hot={one === "needs"}
          />
        ))}
      </div>
      <div class="rail-group rail-end">
        <Place route={{ at: "contacts", query: "" }} icon="contacts" label="Contacts" current={route.at === "contacts" || route.at === "contact"} />
        <Place route={{ at: "analytics", query: "" }} icon="analytics" label="Analytics" current={route.at === "analytics"} />
        <Place route={{ at: "knowledge", id: null }} icon="knowledge" label="Knowledge" current={KNOWLEDGE.has(route.at)} />
        <Place route={{ at: "assistant" }} icon="sliders" label="Assistant" current={route.at === "assistant"} />
        <Place route={{ at: "more" }} icon="more" label="More" current={inSettings(route)} />
        <button class="place place-help" type="button" title="Keys (?)" onClick={() => patch({ over: { is: "keys" } })}>
          <span class="place-icon">
            <Icon name="key" />
          </span>
          <span class="place-name">Keys</span>
        </button>
      </div>
    </nav>
  );
}

export function Tabs() {
  const [route, view, counts] = useScreen((s) => [s.route, s.view, s.desk.feed.counts] as const);
  return (
    <nav class="tabs" aria-label="Main">
      <Place
        route={{ at: "list", view }}
        icon="all"
        label="Inbox"
        current={route.at === "list" || route.at === "thread"}
        {...(counts ? { count: counts.needs } : {})}
        hot
      />
      <Place route={{ at: "contacts", query: "" }} icon="contacts" label="Contacts" current={route.at === "contacts" || route.at === "contact"} />
      <Place route={{ at: "knowledge", id: null }} icon="knowledge" label="Knowledge" current={KNOWLEDGE.has(route.at)} />
      <Place route={{ at: "assistant" }} icon="sliders" label="Assistant" current={route.at === "assistant"} />
      <Place route={{ at: "more" }} icon="more" label="More" current={inSettings(route)} />
    </nav>
  );
}
