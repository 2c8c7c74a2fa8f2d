/** Which screen. */
import { useEffect } from "preact/hooks";
import { useScreen } from "../live/screen.ts";
import { usePainted } from "./after.ts";
import { FactsPane } from "./Facts.tsx";
import { Late, part } from "./Late.tsx";
import { ListPane } from "./List.tsx";
import { Seamlet } from "./ListStates.tsx";
import { Over } from "./Over.tsx";
import { expectAll, PageOf } from "./Pages.tsx";
import { Rail, Tabs } from "./Rail.tsx";
import { SignIn } from "./SignIn.tsx";
import { Strip } from "./Strip.tsx";
import { ThreadPane, NothingOpen } from "./Thread.tsx";
import { Toasts } from "./Toasts.tsx";

const doors = part(() => import("./parts/door.ts"));

function Inbox() {
  const [route, facts] = useScreen((s) => [s.route, s.prefs.facts] as const);
  const open = route.at === "thread" ? route.id : null;
  const painted = usePainted(open ?? "");
  const on = route.at === "thread" ? (route.facts ? "facts" : "thread") : "list";
  return (
    <main class={facts ? "inbox with-facts" : "inbox"} data-on={on}>
      <ListPane />
      {open === null ? <NothingOpen /> : <ThreadPane key={open} id={open} painted={painted} />}
      {open !== null && (facts || on === "facts") && <FactsPane id={painted ? open : ""} />}
    </main>
  );
}

function Shell() {
  const route = useScreen((s) => s.route);
  const listed = useScreen((s) => s.desk.feed.counts !== null);
  useEffect(() => {
    if (listed) expectAll();
  }, [listed]);
  return (
    <div class="shell" data-at={route.at === "example" ? "thread" : route.at}>
      <Rail />
      <Strip />
      <PageOf route={route} />
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
const opened = location.pathname === "/sign-in" && location.hash.length > 1 ? "/sign-in/mail" : location.pathname;
const door = ["/sign-up", "/reset", "/sign-in/mail"].includes(opened) ? opened : "";
const inside = !invited && !door;

export function App() {
  const [phase, spoken] = useScreen((s) => [s.phase, s.spoken] as const);
  return (
    <>
      {invited !== "" && <Late from={doors}>{(of) => <of.Join token={invited} />}</Late>}
      {door === "/sign-up" && <Late from={doors}>{(of) => <of.SignUp token={location.hash.slice(1)} />}</Late>}
      {door === "/reset" && <Late from={doors}>{(of) => <of.Reset token={location.hash.slice(1)} />}</Late>}
      {door === "/sign-in/mail" && <Late from={doors}>{(of) => <of.MailedIn token={location.hash.slice(1)} />}</Late>}
      {phase === "signed-out" && inside && <SignIn />}
      {phase === "in" && inside && <Shell />}
      {phase === "unreachable" && inside && <Unreachable />}
      {phase === "boot" && inside && <div class="boot" aria-hidden="true" />}
      <Over />
      <Toasts />
      <div class="hidden" role="status" aria-live="polite">
        {spoken}
      </div>
    </>
  );
}
