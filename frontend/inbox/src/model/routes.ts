/** Addresses of the screens, both ways. Pure. */
import { VIEWS } from "./feed.ts";
import { everything, onlyFrom, queryOf, type Only } from "./only.ts";
import type { View } from "./wire.ts";

export type Route =
  | { at: "list"; view: View; q?: string; only?: Only }
  | { at: "thread"; id: string; facts: boolean; said?: number }
  | { at: "example" }
  | { at: "analytics"; query: string }
  | { at: "contacts"; query: string }
  | { at: "contact"; id: string }
  | { at: "knowledge"; id: string | null; question?: string }
  | { at: "gaps"; id: string | null }
  | { at: "test" }
  | { at: "golden" }
  | { at: "assistant" }
  | { at: "hours" }
  | { at: "team" }
  | { at: "sites" }
  | { at: "mail" }
  | { at: "start" }
  | { at: "keys" }
  | { at: "webhooks" }
  | { at: "billing" }
  | { at: "notifications" }
  | { at: "replies"; id: string | null }
  | { at: "data"; query: string }
  | { at: "more" };

const SETTINGS = ["assistant", "hours", "team", "sites", "mail", "start", "keys", "webhooks", "billing", "notifications"] as const;

const asView = (text: string | undefined): View | null => VIEWS.find((view) => view === text) ?? null;

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** `search`: the part behind the `?`, which only some screens read. */
export function parse(path: string, search = ""): Route {
  const parts = path.split("/").filter(Boolean).map(decoded);
  if (parts[0] === "inbox" && parts[1] === "c" && parts[2]) {
    const said = Number(new URLSearchParams(search).get("said"));
    return { at: "thread", id: parts[2], facts: parts[3] === "facts", ...(Number.isSafeInteger(said) && said > 0 ? { said } : {}) };
  }
  if (parts[0] === "inbox" && parts[1] === "example") return { at: "example" };
  if (parts[0] === "inbox") {
    const asked = new URLSearchParams(search);
    const [q, only] = [asked.get("q"), onlyFrom(asked)];
    return { at: "list", view: asView(parts[1]) ?? "needs", ...(q ? { q } : {}), ...(only === everything ? {} : { only }) };
  }
  if (parts[0] === "analytics") return { at: "analytics", query: search.replace(/^\?/, "") };
  if (parts[0] === "contacts") return parts[1] ? { at: "contact", id: parts[1] } : { at: "contacts", query: search.replace(/^\?/, "") };
  if (parts[0] === "knowledge" && parts[1] === "gaps") return { at: "gaps", id: parts[2] ?? null };
  if (parts[0] === "knowledge" && parts[1] === "test") return { at: "test" };
  if (parts[0] === "knowledge" && parts[1] === "questions") return { at: "golden" };
  if (parts[0] === "knowledge") {
    const question = new URLSearchParams(search).get("question");
    return { at: "knowledge", id: parts[1] ?? null, ...(question ? { question } : {}) };
  }
  if (parts[0] === "settings" && parts[1] === "replies") return { at: "replies", id: parts[2] ?? null };
  if (parts[0] === "settings" && parts[1] === "data") return { at: "data", query: search.replace(/^\?/, "") };
  if (parts[0] === "settings") return { at: SETTINGS.find((one) => one === parts[1]) ?? "more" };
  return { at: "list", view: "needs" };
}

export function href(route: Route): string {
  switch (route.at) {
    case "list":
      return [`/inbox/${route.view}`, queryOf(route.only ?? everything, route.q)].filter(Boolean).join("?");
    case "thread":
      return `/inbox/c/${encodeURIComponent(route.id)}${route.facts ? "/facts" : ""}${route.said ? `?said=${route.said}` : ""}`;
    case "example":
      return "/inbox/example";
    case "analytics":
      return route.query ? `/analytics?${route.query}` : "/analytics";
    case "contacts":
      return route.query ? `/contacts?${route.query}` : "/contacts";
    case "contact":
      return `/contacts/${encodeURIComponent(route.id)}`;
    case "knowledge":
      return `/knowledge${route.id ? `/${encodeURIComponent(route.id)}` : ""}${route.question ? `?question=${encodeURIComponent(route.question)}` : ""}`;
    case "gaps":
      return route.id ? `/knowledge/gaps/${encodeURIComponent(route.id)}` : "/knowledge/gaps";
    case "test":
      return "/knowledge/test";
    case "golden":
      return "/knowledge/questions";
    case "replies":
      return route.id ? `/settings/replies/${encodeURIComponent(route.id)}` : "/settings/replies";
    case "data":
      return route.query ? `/settings/data?${route.query}` : "/settings/data";
    case "more":
      return "/settings/me";
    default:
      return `/settings/${route.at}`;
  }
}
