/** Beside the thread: who this is, where they are, how it went, its number. */
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { moment, stopwatch, timeThere } from "../model/clock.ts";
import { safeHref } from "../model/markdown.ts";
import { holds } from "../model/hands.ts";
import { told, type Thread } from "../model/thread.ts";
import { languageName, visitorName } from "../model/words.ts";
import type { Conversation } from "../model/wire.ts";
import { act } from "../live/acts.ts";
import { screen, useScreen, voicesFor } from "../live/screen.ts";
import { Icon } from "./Icon.tsx";
import { SnoozePart, TagsPart } from "./Keeping.tsx";
import { CopyButton } from "./Copy.tsx";
import { Sure } from "./Sure.tsx";
import { Age, useNow } from "./time.tsx";

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** An address that is too long for its line goes on after its @. */
function breakable(value: string): ComponentChildren {
  const at = value.indexOf("@") + 1;
  return at > 0 ? [value.slice(0, at), <wbr key="at" />, value.slice(at)] : value;
}

/** What time it is where the visitor is, and what language they read. */
function There({ zone, lang }: Conversation["visitor"]) {
  const now = useNow(10);
  const time = zone && timeThere(zone, now);
  return (
    <>
      {time && <Fact name="Their time">{time}</Fact>}
      {lang && <Fact name="Language">{languageName(lang)}</Fact>}
    </>
  );
}

function Contact({ conversation: { contact, visitor } }: { conversation: Conversation }) {
  const known = [
    ["Name", contact.name],
    ["E-mail", contact.email],
    ["Phone", contact.phone],
  ] as const;
  return (
    <section class="facts-part">
      <h3>Contact</h3>
      {known.every(([, value]) => !value) && <p class="quiet">Nothing left yet.</p>}
      <dl>
        {known.map(
          ([name, value]) =>
            value && (
              <Fact key={name} name={name}>
                <span class="fact-value">{breakable(value)}</span>
                <CopyButton text={value} what={name} />
              </Fact>
            ),
        )}
        <There {...visitor} />
      </dl>
      {contact.id && (
        <p class="fact-more">
          <a href={`/contacts/${encodeURIComponent(contact.id)}`}>All about this contact</a>
        </p>
      )}
    </section>
  );
}

function shortUrl(url: string): string {
  return url.replace(/^https?:\/\//, "").replace(/\/$/, "");
}

function Place({ thread }: { thread: Thread }) {
  const { page, site } = thread.conversation;
  const href = page?.url ? safeHref(page.url) : null;
  return (
    <section class="facts-part">
      <h3>Page</h3>
      {page?.url || page?.title ? (
        <p class="fact-page">
          <span>{page.title || "Untitled page"}</span>
          {href && (
            <a href={href} target="_blank" rel="noopener noreferrer">
              {shortUrl(href)}
              <Icon name="external" size={14} />
            </a>
          )}
        </p>
      ) : (
        <p class="quiet">Not told.</p>
      )}
      <dl>
        {site && <Fact name="Site">{site.name}</Fact>}
        <Fact name="Now">{thread.presence === null ? "…" : thread.presence === "online" ? "On your site" : "Left the site"}</Fact>
      </dl>
    </section>
  );
}

/** What the site itself says of its visitor. */
function FromThePage({ thread }: { thread: Thread }) {
  const { data = {}, did = [] } = told(thread) ?? {};
  if (Object.keys(data).length + did.length === 0) return null;
  return (
    <section class="facts-part">
      <h3>From your site</h3>
      <dl>
        {Object.entries(data).map(([name, value]) => (
          <Fact key={name} name={name}>
            <span class="fact-value">{value}</span>
          </Fact>
        ))}
      </dl>
      {did.length > 0 && (
        <ul class="did">
          {did.map((one) => (
            <li key={one.at}>
              <span>
                {one.name}
                <small>{Object.entries(one.data ?? {}).map((pair) => pair.join(": ")).join(", ")}</small>
              </span>
              <Age at={one.at} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Life({ thread }: { thread: Thread }) {
  const now = useNow();
  const voices = voicesFor(screen.get(), thread.conversation);
  const parts = useMemo(() => holds(thread, voices), [thread.entries]);
  if (parts.length === 0) return null;
  return (
    <section class="facts-part">
      <h3>Hands</h3>
      <ol class="life">
        {parts.map((part) => (
          <li key={`${part.from}${part.state}`} class={`life-part to-${part.state}`}>
            <span>{part.who}</span>
            <span class="life-time" title={moment(part.from)}>
              {part.state === "closed" ? moment(part.from) : stopwatch((part.until ?? now) - part.from)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Once more before it is done: it ends the conversation and shuts the visitor out. */
function Barring({ thread }: { thread: Thread }) {
  const { id, state } = thread.conversation;
  const busy = useScreen((s) => s.busy[id]);
  const last = thread.entries.findLast((entry) => entry.type === "state");
  const blocked = state === "closed" && last?.type === "state" && last.reason === "blocked";
  return (
    <section class="facts-part">
      <h3>Block</h3>
      <p class="quiet">{blocked ? "This visitor is blocked and cannot write." : "Ends the conversation. The visitor can write no more, until you unblock them."}</p>
      {blocked && (
        <button class="button button-small" type="button" disabled={busy !== undefined} onClick={() => void act(id, "unblock")}>
          Unblock the visitor
        </button>
      )}
      {!blocked && <Sure ask="Block the visitor…" look="button button-small" sure="Block" disabled={busy !== undefined} act={() => void act(id, "block")} />}
    </section>
  );
}

export function FactsPane({ id }: { id: string }) {
  const thread = useScreen((s) => s.desk.threads[id]);
  if (!thread) return <aside class="facts" aria-label="Details" />;
  const { conversation } = thread;
  return (
    <aside class="facts" aria-label="Details">
      <header class="facts-head only-narrow">
        <a class="icon-button" href={`/inbox/c/${encodeURIComponent(id)}`} aria-label="Back to the conversation">
          <Icon name="back" />
        </a>
        <h2>{visitorName(conversation.contact, id)}</h2>
      </header>
      <Contact conversation={conversation} />
      <TagsPart conversation={conversation} />
      <SnoozePart conversation={conversation} />
      <Place thread={thread} />
      <FromThePage thread={thread} />
      <Life thread={thread} />
      <section class="facts-part">
        <h3>Conversation</h3>
        <dl>
          <Fact name="Started">{moment(conversation.created_at)}</Fact>
          <Fact name="Last change">
            <Age at={conversation.updated_at} />
          </Fact>
          <Fact name="Owner">{conversation.owner?.name ?? "Nobody"}</Fact>
          {conversation.rating && <Fact name="Rated">{conversation.rating} of 5</Fact>}
          <Fact name="Number">
            <code class="fact-value" title={conversation.id}>{conversation.id}</code>
            <CopyButton text={conversation.id} what="Number" />
          </Fact>
        </dl>
      </section>
      <Barring thread={thread} />
    </aside>
  );
}
