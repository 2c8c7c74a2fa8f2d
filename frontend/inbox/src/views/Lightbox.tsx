/** The pictures of a conversation, one at a time, over the page. */
import { useEffect, useState } from "preact/hooks";
import { pictures, sizeText } from "../model/files.ts";
import { patch, useScreen } from "../live/screen.ts";
import { Icon } from "./Icon.tsx";
import { Sheet, shut } from "./Sheet.tsx";
import "../styles/lightbox.css";

export function Lightbox({ c, file }: { c: string; file: string }) {
  const entries = useScreen((s) => s.desk.threads[c]?.entries);
  const all = pictures(entries ?? []);
  const at = all.findIndex(({ id }) => id === file);
  const one = all[at];
  const [large, setLarge] = useState(false);
  useEffect(() => setLarge(false), [file]);
  const go = (by: number): void => {
    const next = all[at + by];
    if (next) patch({ over: { is: "picture", c, file: next.id } });
  };
  useEffect(() => {
    if (!one) shut();
    for (const near of [all[at - 1], all[at + 1]]) if (near) new Image().src = near.at;
  }, [one?.id]);
  useEffect(() => {
    const onKeyDown = ({ key }: KeyboardEvent): void => {
      if (key === "ArrowRight") go(1);
      if (key === "ArrowLeft") go(-1);
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  });
  if (!one) return null;
  return (
    <Sheet look="lightbox" label={`Picture: ${one.name}`}>
      <header class="lightbox-head">
        <p>
          <b>{one.name}</b>
          <span>
            {sizeText(one.size)}
            {all.length > 1 && ` · ${at + 1} of ${all.length}`}
          </span>
        </p>
        <a class="icon-button" href={one.at} download={one.name} aria-label="Download" title="Download">
          <Icon name="download" />
        </a>
        <a class="icon-button" href={one.at} target="_blank" rel="noopener" aria-label="Open by itself" title="Open by itself">
          <Icon name="external" />
        </a>
        <button class="icon-button" type="button" aria-label="Close" title="Close (Esc)" onClick={shut}>
          <Icon name="cross" />
        </button>
      </header>
      <div class={large ? "lightbox-stage lightbox-large" : "lightbox-stage"} onClick={(event) => event.target === event.currentTarget && shut()}>
        <img key={one.id} src={one.at} alt={one.name} width={one.w} height={one.h} onClick={() => setLarge(!large)} />
      </div>
      {all.length > 1 && (
        <>
          <button class="icon-button lightbox-before" type="button" aria-label="The one before" disabled={at === 0} onClick={() => go(-1)}>
            <Icon name="back" />
          </button>
          <button class="icon-button lightbox-after" type="button" aria-label="The next one" disabled={at === all.length - 1} onClick={() => go(1)}>
            <Icon name="forward" />
          </button>
        </>
      )}
    </Sheet>
  );
}
