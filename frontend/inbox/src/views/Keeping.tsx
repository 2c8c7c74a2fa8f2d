/** Beside the thread: tags, and putting the conversation off. */
import { useEffect, useState } from "preact/hooks";
import { moment } from "../model/clock.ts";
import { asTag, moments } from "../model/snooze.ts";
import type { Conversation } from "../model/wire.ts";
import { addTag, allTags, removeTag, snooze } from "../live/keeping.ts";
import { myId, serverNow } from "../live/screen.ts";
import { Icon } from "./Icon.tsx";
import { Menu } from "./Menu.tsx";

export function TagsPart({ conversation: { id, tags } }: { conversation: Conversation }) {
  const [text, setText] = useState("");
  const [known, setKnown] = useState<string[]>([]);
  const add = (event: Event): void => {
    event.preventDefault();
    const tag = asTag(text);
    setText("");
    if (tag && !tags.includes(tag)) void addTag(id, tag);
  };
  return (
    <section class="facts-part" aria-label="Tags">
      <h3>Tags</h3>
      {tags.length > 0 && (
        <ul class="tags">
          {tags.map((tag) => (
            <li key={tag} class="tag">
              <a href={`/inbox/all?q=${encodeURIComponent(`#${tag}`)}`} title={`All with #${tag}`} dir="auto">
                {tag}
              </a>
              <button type="button" aria-label={`Remove ${tag}`} onClick={() => void removeTag(id, tag)}>
                <Icon name="cross" size={12} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={add}>
        <input
          id="tag"
          class="tag-field"
          aria-label="Add a tag"
          placeholder="Add a tag"
          list="known-tags"
          maxLength={31}
          autocomplete="off"
          value={text}
          onFocus={() => void allTags().then(setKnown, () => undefined)}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <datalist id="known-tags">
          {known.filter((tag) => !tags.includes(tag)).map((tag) => (
            <option key={tag} value={tag} />
          ))}
        </datalist>
      </form>
    </section>
  );
}

/** Why it cannot be put off just now; the server decides, this only says it before. */
function hindrance({ state, owner, unanswered_since }: Conversation): string | null {
  if (state === "closed") return "It is resolved.";
  if (state === "waiting") return "Somebody is waiting here right now.";
  if (state === "human" && owner?.id !== myId()) return `${owner?.name ?? "A colleague"} has it.`;
  if (state === "human" && unanswered_since !== null) return "The visitor waits for your answer.";
  return null;
}

export function SnoozePart({ conversation }: { conversation: Conversation }) {
  const { id, snoozed_until: until } = conversation;
  const [own, setOwn] = useState("");
  useEffect(() => setOwn(""), [id, until]);
  const hindered = hindrance(conversation);
  const choose = (event: Event): void => {
    event.preventDefault();
    const at = new Date(own).getTime();
    if (Number.isFinite(at)) void snooze(id, at);
  };
  return (
    <section class="facts-part" aria-label="Snooze">
      <h3>Snooze</h3>
      {until !== null && (
        <>
          <p class="snoozed">
            <Icon name="clock" size={16} />
            Until {moment(until)}, or the next message
          </p>
          <button class="button button-small" type="button" onClick={() => void snooze(id, null)}>
            Bring it back
          </button>
        </>
      )}
      {until === null && hindered && <p class="quiet">{hindered}</p>}
      {until === null && !hindered && (
        <Menu
          key={id}
          look="button button-small"
          label={
            <>
              <Icon name="clock" size={16} />
              Put it off…
            </>
          }
        >
          {moments(serverNow()).map((one) => (
            <button key={one.name} type="button" onClick={() => void snooze(id, one.at)}>
              <span>{one.name}</span>
              <span class="quiet">{moment(one.at)}</span>
            </button>
          ))}
          <form class="snooze-own" onSubmit={choose}>
            <input class="tag-field" type="datetime-local" aria-label="Another time" value={own} onInput={(event) => setOwn(event.currentTarget.value)} />
            <button class="button button-small" disabled={!own}>
              Snooze
            </button>
          </form>
        </Menu>
      )}
    </section>
  );
}
