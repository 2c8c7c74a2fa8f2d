/** Beside a list of which nothing is open. */
import { Seamlet } from "./ListStates.tsx";

export function NothingChosen({ text }: { text: string }) {
  return (
    <section class="editor-pane editor-none" aria-hidden="true">
      <div>
        <Seamlet />
        <p class="quiet">{text}</p>
      </div>
    </section>
  );
}
