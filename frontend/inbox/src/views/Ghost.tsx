/** A drafted text above the reply: used with Tab, dropped with Esc, never sent by itself. */
import { useEffect, useState } from "preact/hooks";
import type { Rewriting, Suggestion } from "../model/assistant.ts";
import type { Conversation } from "../model/wire.ts";
import { api, why } from "../live/api.ts";
import { useScreen } from "../live/screen.ts";
import { writingHandle } from "./commands.ts";
import { Icon } from "./Icon.tsx";

type Ghost =
  | { is: "none" }
  | { is: "busy"; what: string }
  | { is: "problem"; text: string }
  | { is: "text"; text: string; replaces: boolean; sources: Suggestion["sources"] | null };

export const REWRITINGS: Record<Rewriting | "translate", string> = {
  shorter: "Shorter",
  friendlier: "Friendlier",
  formal: "More formal",
  fix: "Correct mistakes",
  translate: "Translate for the visitor",
};

/** What was drafted holds only as long as nobody has said anything new. */
export function useGhost(conversation: Conversation, text: string, write: (next: string) => void) {
  const { id } = conversation;
  const [ghost, set] = useState<Ghost>({ is: "none" });
  const lastSaid = useScreen((s) => s.desk.threads[id]?.entries.findLast((entry) => entry.type === "message" && entry.kind === "text")?.s ?? 0);
  useEffect(() => set({ is: "none" }), [id, lastSaid]);
  const draft = async (what: string, work: () => Promise<Ghost>): Promise<void> => {
    set({ is: "busy", what });
    let next: Ghost;
    try {
      next = await work();
    } catch (error) {
      next = { is: "problem", text: why(error, "It did not work. Try again.") };
    }
    set((now) => (now.is === "busy" ? next : now)); // dropped meanwhile: stays dropped
  };
  const suggest = (): void =>
    void draft("Looking for a reply…", async () => {
      const found = await api.suggest(id);
      if (!found.text) return { is: "problem", text: "Knowledge holds no reply to this." };
      return { is: "text", text: found.text, replaces: false, sources: found.sources };
    });
  const rewrite = (how: Rewriting | "translate"): void => {
    if (!text.trim()) return set({ is: "problem", text: "Write something first." });
    void draft("Writing…", async () => {
      const made = await (how === "translate" ? api.translate(id, text) : api.rewrite(id, text, how));
      return { is: "text", text: made.text, replaces: true, sources: null };
    });
  };
  const drop = (): void => set({ is: "none" });
  const use = (): void => {
    if (ghost.is !== "text") return;
    write(ghost.replaces || !text.trim() ? ghost.text : `${text.trimEnd()}\n${ghost.text}`);
    drop();
  };
  return { ghost, suggest, rewrite, drop, use };
}

type Held = ReturnType<typeof useGhost>;

export function GhostBlock({ of: { ghost, use, drop } }: { of: Held }) {
  if (ghost.is === "none") return null;
  return (
    <div class="ghost" role="status">
      {ghost.is === "busy" && <p class="quiet">{ghost.what}</p>}
      {ghost.is === "problem" && <p class="problem">{ghost.text}</p>}
      {ghost.is === "text" && (
        <>
          <p class="ghost-text" dir="auto">
            {ghost.text}
          </p>
          {ghost.sources && (
            <p class="quiet">
              {ghost.sources.length === 0 ? "Not from Knowledge: check every word." : "From "}
              {ghost.sources.map(({ source, title }, at) => (
                <span key={source}>
                  {at > 0 && ", "}
                  <a href={`/knowledge/${encodeURIComponent(source)}`}>{title || "Untitled"}</a>
                </span>
              ))}
            </p>
          )}
        </>
      )}
      <div class="ghost-acts">
        {ghost.is === "text" && (
          <button class="button button-small" type="button" onClick={use}>
            Use it <kbd aria-hidden="true">Tab</kbd>
          </button>
        )}
        <button class="button button-small button-bare" type="button" onClick={drop}>
          Drop <kbd aria-hidden="true">Esc</kbd>
        </button>
      </div>
    </div>
  );
}

export function GhostButtons({ of: { ghost, suggest, rewrite }, written }: { of: Held; written: boolean }) {
  const model = useScreen((s) => s.desk.me?.assistant.model ?? false);
  useEffect(() => {
    writingHandle.run = (what) => {
      if (what === "suggest") suggest();
      else if (what in REWRITINGS) rewrite(what as Rewriting | "translate");
      else return false;
      return true;
    };
    return () => {
      writingHandle.run = null;
    };
  });
  const busy = ghost.is === "busy";
  return (
    <span class="ghost-buttons">
      <button class="text-button" type="button" disabled={busy} title="Suggest a reply (Alt S)" onClick={suggest}>
        <Icon name="assistant" size={16} />
        Suggest
      </button>
      {model && written && (
        <select class="ghost-more" aria-label="Rewrite" disabled={busy} value="" onChange={(event) => rewrite(event.currentTarget.value as Rewriting | "translate")}>
          <option value="" disabled>
            Rewrite
          </option>
          {Object.entries(REWRITINGS).map(([how, name]) => (
            <option key={how} value={how}>
              {name}
            </option>
          ))}
        </select>
      )}
    </span>
  );
}
