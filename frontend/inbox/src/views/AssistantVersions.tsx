/** The versions of the assistant's settings: who published what, and bringing one back. */
import { useEffect, useState } from "preact/hooks";
import { moment } from "../model/clock.ts";
import type { AssistantStanding, AssistantVersion, ComparedVersion } from "../model/assistant.ts";
import { api, why } from "../live/api.ts";
import { Difference } from "./Difference.tsx";
import { Sure } from "./Sure.tsx";

interface RowProps {
  of: AssistantVersion;
  current: number;
  may: boolean;
  restored: (standing: AssistantStanding) => void;
}

function Row({ of, current, may, restored }: RowProps) {
  const [seen, set] = useState<ComparedVersion | string | null>(null);
  const inForce = of.version === current;
  const onToggle = (event: Event): void => {
    if (!(event.currentTarget as HTMLDetailsElement).open) return;
    api.assistantChanges(of.version).then(set, (error: unknown) => set(why(error, "It did not load.")));
  };
  const restore = async (): Promise<void> => {
    try {
      restored(await api.restoreAssistant(of.version, current));
    } catch (error) {
      set(why(error, "Not brought back. Try again."));
    }
  };
  return (
    <details class="version" onToggle={onToggle}>
      <summary>
        <b>Version {of.version}</b>
        {inForce && <span class="version-now">in force</span>}
        <span class="quiet">
          {of.by ? `${of.by}, ` : ""}
          {moment(of.at)}
          {of.restores !== null && ` · version ${of.restores} again`}
        </span>
      </summary>
      <div class="version-in">
        {seen === null && <p class="quiet">Loading…</p>}
        {typeof seen === "string" && <p class="problem" role="alert">{seen}</p>}
        {seen !== null && typeof seen !== "string" && (
          <>
            {of.by !== "" && (
              <>
                <h4>What it changed</h4>
                <Difference of={seen.changed} none="Nothing." />
              </>
            )}
            {!inForce && (
              <>
                <h4>What bringing it back would change now</h4>
                <Difference of={seen.back} none="Nothing: what is in force says the same." />
                {may && seen.back.length > 0 && (
                  <div class="held-acts">
                    <Sure ask="Bring it back" look="button" tone="ink" sure={`Put version ${of.version} in force`} keep="Keep things as they are" act={() => void restore()} />
                  </div>
                )}
              </>
            )}
            {inForce && of.by === "" && <p class="quiet">It came with the workspace.</p>}
          </>
        )}
      </div>
    </details>
  );
}

export function Versions({ current, may, restored }: Omit<RowProps, "of">) {
  const [versions, set] = useState<AssistantVersion[] | null>(null);
  useEffect(() => {
    api.assistantVersions().then(set, () => undefined); // beside the settings, which say it when the server is away
  }, [current]);
  if (!versions) return null;
  return (
    <section class="versions" aria-labelledby="versions">
      <h3 id="versions">Versions</h3>
      {versions.map((one) => (
        <Row key={`${one.version} ${current}`} of={one} current={current} may={may} restored={restored} />
      ))}
    </section>
  );
}
