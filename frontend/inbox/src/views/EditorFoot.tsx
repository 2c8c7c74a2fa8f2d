/** The end of a form: what went wrong, or that something is not saved yet, and the button. */
export function EditorFoot({ problem, changed, save = "Save" }: { problem: string; changed: boolean; save?: string | null }) {
  return (
    <div class="editor-foot">
      {problem ? (
        <p class="problem" role="alert">
          {problem}
        </p>
      ) : (
        <p class="quiet">{changed ? "Not saved yet" : ""}</p>
      )}
      {save !== null && (
        <button class="button button-ink" disabled={!changed}>
          {save}
        </button>
      )}
    </div>
  );
}
