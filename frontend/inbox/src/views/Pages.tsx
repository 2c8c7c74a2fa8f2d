/** Every screen but the inbox itself. They come in a few parts, after the first load. */
import type { VNode } from "preact";
import type { Route } from "../model/routes.ts";
import { Late, part, type Part } from "./Late.tsx";
import { overs } from "./Over.tsx";

const settings = part(() => import("./parts/settings.ts"));
const knowledge = part(() => import("./parts/knowledge.ts"));
const people = part(() => import("./parts/people.ts"));

type Paged = Exclude<Route["at"], "list" | "thread">;
interface Page<R> {
  part: Part<unknown>;
  draw: (route: R) => VNode;
}

const page = <M,>(from: Part<M>) => <R,>(draw: (of: M, route: R) => VNode): Page<R> => ({ part: from, draw: (route) => <Late from={from}>{(of) => draw(of, route)}</Late> });
const [setting, known, person] = [page(settings), page(knowledge), page(people)];
type Settings = typeof import("./parts/settings.ts");
/** A place of Settings, with the others beside it. */
const listed = <R extends Route>(draw: (of: Settings, route: R) => VNode): Page<R> => setting((of, route: R) => <of.Settings at={route.at}>{draw(of, route)}</of.Settings>);

const PAGES: { [At in Paged]: Page<Extract<Route, { at: At }>> } = {
  example: person((of) => <of.Example />),
  analytics: person((of, { query }) => <of.AnalyticsPage query={query} />),
  contacts: person((of, { query }) => <of.ContactsPage query={query} />),
  contact: person((of, { id }) => <of.ContactPage key={id} id={id} />),
  knowledge: known((of, { id, question }) => <of.KnowledgePage id={id} question={question ?? ""} />),
  gaps: known((of, { id }) => <of.GapsPage id={id} />),
  test: known((of) => <of.TestPage />),
  golden: known((of) => <of.GoldenPage />),
  assistant: setting((of) => <of.AssistantPage />),
  hours: listed((of) => <of.HoursPage />),
  team: listed((of) => <of.TeamPage />),
  sites: listed((of) => <of.SitesPage />),
  start: listed((of) => <of.StartPage />),
  mail: listed((of) => <of.MailPage />),
  keys: listed((of) => <of.KeysPage />),
  webhooks: listed((of) => <of.WebhooksPage />),
  notifications: listed((of) => <of.NotificationsPage />),
  billing: listed((of) => <of.BillingPage />),
  data: listed((of, { query }) => <of.DataPage query={query} />),
  replies: listed((of, { id }) => <of.RepliesPage id={id} />),
  more: listed((of) => <of.MorePage />),
};

const pageOf = (route: Route): Page<Route> | null => (route.at === "list" || route.at === "thread" ? null : (PAGES[route.at] as Page<Route>));

export function PageOf({ route }: { route: Route }) {
  return pageOf(route)?.draw(route) ?? null;
}

/** Somebody is about to go there. */
export function expect(route: Route): void {
  void pageOf(route)?.part.fetch().catch(() => undefined);
}

/** Once the inbox stands and the browser has nothing to do. */
export function expectAll(): void {
  const fetchAll = (): void => void Promise.allSettled([overs, settings, knowledge, people].map((one) => one.fetch()));
  if ("requestIdleCallback" in window) requestIdleCallback(fetchAll, { timeout: 5_000 });
  else setTimeout(fetchAll, 2_000);
}
