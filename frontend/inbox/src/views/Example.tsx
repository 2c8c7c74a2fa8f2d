/** How a conversation looks that was handed over, before there is a real one. Made here: no log, count or bell knows of it. */
import { useMemo, useState } from "preact/hooks";
import { example } from "../model/example.ts";
import { rows } from "../model/transcript.ts";
import { privacyApi } from "../live/privacy.ts";
import { why } from "../live/api.ts";
import { changeDesk, go, listHere, serverNow, toast, useManages, useScreen, voicesFor, screen } from "../live/screen.ts";
import { href } from "../model/routes.ts";
import { Icon } from "./Icon.tsx";
import { ListPane } from "./List.tsx";
import { RowOf } from "./Transcript.tsx";
import "../styles/example.css";

const CAPTIONS = ["The assistant answers from your knowledge, and says from where.", "It rings when a person is needed. One press takes it.", "Then it is silent, until you hand the conversation back."] as const;

function Told() {
  return (
    <ol class="example-told">
      {CAPTIONS.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ol>
  );
}

export function Example() {
  const me = useScreen((s) => s.desk.me);
  const manages = useManages();
  const [busy, setBusy] = useState(false);
  const thread = useMemo(() => me && example(me, serverNow()), [me?.operator.id]);
  const all = useMemo(() => thread && rows(thread, [], voicesFor(screen.get(), thread.conversation), null), [thread]);
  const remove = async (): Promise<void> => {
    setBusy(true);
    try {
      await privacyApi.removeExample();
      changeDesk((desk) => (desk.me ? { ...desk, me: { ...desk.me, example: false } } : desk));
      go(listHere(), true);
    } catch (error) {
      toast(why(error), { tone: "bad" });
      setBusy(false);
    }
  };
  return (
    <main class="inbox" data-on="thread">
      <ListPane />
      <section class="thread" aria-label="An example">
        <header class="thread-head">
          <a class="icon-button only-phone" href={href(listHere())} aria-label="Back to the list">
            <Icon name="back" />
          </a>
          <div class="thread-who">
            <h2>
              Vera <span class="tag tag-small">Example</span>
            </h2>
            <p class="standing">Made up. It counts nowhere.</p>
          </div>
          {manages && (
            <button class="button" type="button" disabled={busy} onClick={() => void remove()}>
              Remove
            </button>
          )}
        </header>
        <Told />
        <div class="transcript-wrap">
          <div class="transcript" tabIndex={0} role="region" aria-label="Messages">
            <div class="transcript-in">
              {/* No place in a log: nothing here can be taken out, or followed to its receipt. */}
              {all?.map((row) => <RowOf key={row.key} row={row.is === "said" ? { ...row, s: null } : row} c="example" />)}
            </div>
          </div>
        </div>
        <footer class="example-foot">
          <p>Now a real one: ask something on your own page, as a visitor.</p>
          <a class="button button-ink" href="/settings/start">
            Go on
          </a>
        </footer>
      </section>
    </main>
  );
}
