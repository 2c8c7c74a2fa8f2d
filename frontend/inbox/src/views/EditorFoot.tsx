/** The end of a form: what went wrong, that something is not saved yet, or who changed it last; and the button. */
import type { Changes } from "../model/wire.ts";
import { LastChange } from "./LastChange.tsx";

interface FootProps {
  of: Changes;
  problem: string;
  changed: boolean;
  save?: string | null;
}

export function EditorFoot({ of, problem, changed, save = "Save" }: FootProps) {
  return (
    <div class="editor-foot">
      {problem ? (
        <p class="problem" role="alert">
          {problem}
        </p>
      ) : (
        <p class="quiet">{changed ? "Not saved yet" : <LastChange of={of} />}</p>
      )}
      {save !== null && (
        <button class="button button-ink" disabled={!changed}>
          {save}
        </button>
      )}
    </div>
  );
}
