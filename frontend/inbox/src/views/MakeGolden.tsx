/** One press: this becomes a question that the assistant must get right. */
import { useState } from "preact/hooks";
import type { Expect } from "../model/assistant.ts";
import { api, why } from "../live/api.ts";

export function MakeGolden({ question, expect, small = false }: { question: string; expect: Expect; small?: boolean }) {
  const [fate, set] = useState<"idle" | "busy" | "made" | { problem: string }>("idle");
  const make = async (): Promise<void> => {
    set("busy");
    try {
      await api.addGolden({ question, expect, facts: [] });
      set("made");
    } catch (error) {
      set({ problem: why(error, "Not saved. Try again.") });
    }
  };
  if (fate === "made") {
    return (
      <p class="quiet" role="status">
        Among the <a href="/knowledge/questions">test questions</a>.
      </p>
    );
  }
  return (
    <p class="make-golden">
      <button class={small ? "text-button" : "button"} type="button" disabled={fate === "busy"} onClick={() => void make()}>
        Make it a test question
      </button>
      {typeof fate === "object" && <span class="problem" role="alert"> {fate.problem}</span>}
    </p>
  );
}
