/** What differs between two settings. */
import { FIELD_NAMES, folded, valueText } from "../model/difference.ts";
import type { SettingChange } from "../model/assistant.ts";

const SIGNS = { same: " ", out: "−", in: "+" } as const;
const SPOKEN = { same: "", out: "Removed: ", in: "Added: " } as const;

function Lines({ of }: { of: NonNullable<SettingChange["lines"]> }) {
  return (
    <ol class="diff-lines">
      {folded(of).map((line, at) =>
        line.is === "gap" ? (
          <li key={at} class="diff-gap">
            {line.lines === 1 ? "1 line" : `${line.lines} lines`} as before
          </li>
        ) : (
          <li key={at} class={`diff-line diff-${line.is}`} dir="auto">
            <span aria-hidden="true">{SIGNS[line.is]}</span>
            <span class="hidden">{SPOKEN[line.is]}</span>
            {line.text || " "}
          </li>
        ),
      )}
    </ol>
  );
}

export function Difference({ of, none }: { of: SettingChange[]; none: string }) {
  if (of.length === 0) return <p class="quiet">{none}</p>;
  return (
    <dl class="diff">
      {of.map((one) => (
        <div key={one.field}>
          <dt>{FIELD_NAMES[one.field]}</dt>
          <dd>
            {one.lines ? (
              <Lines of={one.lines} />
            ) : (
              <>
                <del dir="auto">{valueText(one.field, one.before)}</del> <span aria-hidden="true">→</span> <ins dir="auto">{valueText(one.field, one.after)}</ins>
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
