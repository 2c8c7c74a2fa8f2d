/** A visitor's words in the operator's language, below the original, when somebody asks. */
import { useState } from "preact/hooks";
import { api, why } from "../live/api.ts";
import { useScreen } from "../live/screen.ts";

const MINE = navigator.language.slice(0, 12);

export function Translated({ c, text }: { c: string; text: string }) {
  const model = useScreen((s) => s.desk.me?.assistant.model ?? false);
  const [fate, set] = useState<{ is: "idle" | "busy" } | { is: "done" | "problem"; text: string }>({ is: "idle" });
  if (!model) return null;
  const translate = async (): Promise<void> => {
    set({ is: "busy" });
    try {
      set({ is: "done", text: (await api.translate(c, text, MINE)).text });
    } catch (error) {
      set({ is: "problem", text: why(error, "Not translated. Try again.") });
    }
  };
  if (fate.is === "done") {
    return (
      <p class="translated" dir="auto">
        <span class="author-tag">AI</span>
        {fate.text}
      </p>
    );
  }
  return (
    <p class="translate">
      <button class="text-button" type="button" disabled={fate.is === "busy"} onClick={() => void translate()}>
        {fate.is === "busy" ? "Translating…" : "Translate"}
      </button>
      {fate.is === "problem" && <span class="problem" role="alert"> {fate.text}</span>}
    </p>
  );
}
