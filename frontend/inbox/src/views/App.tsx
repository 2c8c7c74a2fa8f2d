/** Which screen. */
import { useScreen } from "../live/screen.ts";
import { Analytics } from "./Analytics.tsx";
import { AssistantPage } from "./AssistantPage.tsx";
import { ContactPage } from "./ContactPage.tsx";
import { ContactsPage } from "./ContactsPage.tsx";
import { BillingPage } from "./BillingPage.tsx";
import { DataPage } from "./DataPage.tsx";
import { FactsPane } from "./Facts.tsx";
import { GapsPage } from "./GapsPage.tsx";
import { GoldenPage } from "./GoldenPage.tsx";
import { Help } from "./Help.tsx";
import { HoursPage } from "./HoursPage.tsx";
import { Join } from "./Join.tsx";
import { KeysPage } from "./KeysPage.tsx";
import { KnowledgePage } from "./KnowledgePage.tsx";
import { Late } from "./Late.tsx";
import { ListPane } from "./List.tsx";
import { Seamlet } from "./ListStates.tsx";
import { MailPage } from "./MailPage.tsx";
import { NotificationsPage } from "./NotificationsPage.tsx";
import { MorePage } from "./MorePage.tsx";
import { Rail, Tabs } from "./Rail.tsx";
import { RepliesPage } from "./RepliesPage.tsx";
import { Reset } from "./Reset.tsx";
import { SignUp } from "./SignUp.tsx";
import { SignIn } from "./SignIn.tsx";
import { SitesPage } from "./SitesPage.tsx";
import { StartPage } from "./StartPage.tsx";
import { Strip } from "./Strip.tsx";
import { TeamPage } from "./TeamPage.tsx";
import { TestPage } from "./TestPage.tsx";
import { ThreadPane, NothingOpen } from "./Thread.tsx";
import { Toasts } from "./Toasts.tsx";

const webhooks = () => import("./WebhooksPage.tsx").then((made) => made.WebhooksPage);

function Inbox() {
  const [route, facts] = useScreen((s) => [s.route, s.prefs.facts] as const);
  const open = route.at === "thread" ? route.id : null;
  const on = route.at === "thread" ? (route.facts ? "facts" : "thread") : "list";
  return (
    <main class={facts ? "inbox with-facts" : "inbox"} data-on={on}>
      <ListPane />
      {open === null ? <NothingOpen /> : <ThreadPane key={open} id={open} />}
      {open !== null && (facts || on === "facts") && <FactsPane id={open} />}
    </main>
  );
}

function Shell() {
  const route = useScreen((s) => s.route);
  return (
    <div class="shell" data-at={route.at}>
      <Rail />
      <Strip />
      {route.at === "assistant" && <AssistantPage />}
      {route.at === "hours" && <HoursPage />}
      {route.at === "team" && <TeamPage />}
      {route.at === "sites" && <SitesPage />}
      {route.at === "analytics" && <Analytics query={route.query} />}
      {route.at === "contacts" && <ContactsPage query={route.query} />}
      {route.at === "contact" && <ContactPage key={route.id} id={route.id} />}
      {route.at === "knowledge" && <KnowledgePage id={route.id} />}
      {route.at === "gaps" && <GapsPage id={route.id} />}
      {route.at === "test" && <TestPage />}
      {route.at === "golden" && <GoldenPage />}
      {route.at === "start" && <StartPage />}
      {route.at === "mail" && <MailPage />}
      {route.at === "keys" && <KeysPage />}
      {route.at === "webhooks" && <Late page={webhooks} />}
      {route.at === "notifications" && <NotificationsPage />}
      {route.at === "billing" && <BillingPage />}
      {route.at === "data" && <DataPage query={route.query} />}
      {route.at === "replies" && <RepliesPage id={route.id} />}
      {route.at === "more" && <MorePage />}
      {(route.at === "list" || route.at === "thread") && <Inbox />}
      <Tabs />
    </div>
  );
}

function Unreachable() {
  return (
    <main class="boot">
      <div class="empty" role="status">
        <Seamlet />
        <h1>No connection.</h1>
        <p>The inbox opens by itself as soon as the server answers. What you had not sent yet is kept on this device.</p>
      </div>
    </main>
  );
}

/** The invitation that this page was opened with. */
const invited = location.pathname === "/join" ? location.hash.slice(1) : "";
/** The screens at the door that need nobody signed in. Their link's token is behind the #. */
const door = location.pathname === "/sign-up" || location.pathname === "/reset" ? location.pathname : "";
const inside = !invited && !door;

export function App() {
  const [phase, help, spoken] = useScreen((s) => [s.phase, s.help, s.spoken] as const);
  return (
    <>
      {invited !== "" && <Join token={invited} />}
      {door === "/sign-up" && <SignUp token={location.hash.slice(1)} />}
      {door === "/reset" && <Reset token={location.hash.slice(1)} />}
      {phase === "signed-out" && inside && <SignIn />}
      {phase === "in" && inside && <Shell />}
      {phase === "unreachable" && inside && <Unreachable />}
      {phase === "boot" && inside && <div class="boot" aria-hidden="true" />}
      {help && <Help />}
      <Toasts />
      <div class="hidden" role="status" aria-live="polite">
        {spoken}
      </div>
    </>
  );
}
