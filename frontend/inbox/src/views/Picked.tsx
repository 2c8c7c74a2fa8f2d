/** The head of the list while rows are picked: what can be done with all of them. */
import { useEffect, useState } from "preact/hooks";
import { moment } from "../model/clock.ts";
import { nothing } from "../model/picking.ts";
import { asTag, moments } from "../model/snooze.ts";
import { allTags } from "../live/keeping.ts";
import { patch, serverNow, useScreen } from "../live/screen.ts";
import { resolve, snooze, tag, take } from "../live/together.ts";
import { listHandle } from "./commands.ts";
import { here } from "./here.ts";
import { Icon } from "./Icon.tsx";

type Tool = "tag" | "snooze" | null;

function TagTool({ ids }: { ids: readonly string[] }) {
  const [text, setText] = useState("");
  const [known, setKnown] = useState<string[]>([]);
  useEffect(() => void allTags().then(setKnown, () => undefined), []);
  const add = (event: Event): void => {
    event.preventDefault();
    const name = asTag(text);
    if (name) void tag(ids, name);
  };
  return (
    <form class="picked-tool" onSubmit={add}>
      <input id="picked-tag" class="tag-field" aria-label="Tag all of them" placeholder="Tag all of them" list="picked-tags" maxLength={31} autocomplete="off" autofocus value={text} onInput={(event) => setText(event.currentTarget.value)} ref={here} />
      <datalist id="picked-tags">
        {known.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <button class="button button-small" disabled={!asTag(text)}>
        Tag
      </button>
    </form>
  );
}

function SnoozeTool({ ids }: { ids: readonly string[] }) {
  return (
    <div class="picked-tool" role="group" aria-label="Snooze all of them">
      {moments(serverNow()).map((one) => (
        <button key={one.name} class="chip-button" type="button" title={moment(one.at)} onClick={() => void snooze(ids, one.at)}>
          {one.name}
        </button>
      ))}
    </div>
  );
}

export function PickedBar() {
  const { ids } = useScreen((s) => s.picked);
  const [tool, setTool] = useState<Tool>(null);
  const toggle = (next: Tool): void => setTool(tool === next ? null : next);
  useEffect(() => {
    listHandle.tool = setTool;
    return () => {
      listHandle.tool = null;
    };
  }, []);
  return (
    <div class="picked">
      <div class="list-head picked-head" role="toolbar" aria-label="With the picked conversations">
        <button class="icon-button" type="button" aria-label="Pick none" title="Pick none (Esc)" onClick={() => patch({ picked: nothing })}>
          <Icon name="cross" size={16} />
        </button>
        <p class="picked-count" role="status">
          {ids.length} picked
        </p>
        <button class="icon-button" type="button" aria-label="Take" title="Take (t)" onClick={() => void take(ids)}>
          <Icon name="mine" />
        </button>
        <button class="icon-button" type="button" aria-label="Tag" title="Tag (l)" aria-expanded={tool === "tag"} onClick={() => toggle("tag")}>
          <Icon name="tag" />
        </button>
        <button class="icon-button" type="button" aria-label="Snooze" title="Snooze (s)" aria-expanded={tool === "snooze"} onClick={() => toggle("snooze")}>
          <Icon name="clock" />
        </button>
        <button class="button button-ink button-small" type="button" title="Resolve (e)" onClick={() => resolve(ids)}>
          Resolve
        </button>
      </div>
      {tool === "tag" && <TagTool ids={ids} />}
      {tool === "snooze" && <SnoozeTool ids={ids} />}
    </div>
  );
}
