/** From signing up to being live, as a list that knows by itself what is done. */
import { useEffect, useState } from "preact/hooks";
import { installed, PLATFORMS, steps, type Known } from "../model/start.ts";
import type { Site } from "../model/sites.ts";
import { api } from "../live/api.ts";
import { Meet, typed } from "./Meet.tsx";
import { PageLook } from "./PageLook.tsx";
import { CopyLine } from "./Copy.tsx";
import "../styles/start.css";

const AGAIN_MS = 3_000;
/** Steps that are done on this page: their own page is for more. */
const FURTHER: ReadonlySet<string> = new Set(["voice", "install"]);

async function known(): Promise<Known> {
  const [source, origins, assistant, hours, devices, { sites }] = await Promise.all([
    api.someSource(), api.origins(), api.assistantVersions(), api.hours(), api.devices(), api.sites(),
  ]);
  return { source, origins: origins.length, voice: assistant.length > 1, hours: hours.version > 0, devices: devices.devices.length, sites };
}

function Install({ site, reload }: { site: Site; reload: () => void }) {
  const [platform, setPlatform] = useState(0);
  const seen = installed(site);
  return (
    <div class="start-more">
      <CopyLine text={site.script} what="Tag" />
      <label class="field start-platform">
        <span>Your site is made with</span>
        <select value={String(platform)} onChange={(event) => setPlatform(Number(event.currentTarget.value))}>
          {PLATFORMS.map(([name], at) => (
            <option key={name} value={String(at)}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <p>{PLATFORMS[platform]?.[1]}</p>
      <p class={seen.good ? "good" : "quiet"} role="status">
        {seen.text}
      </p>
      <PageLook site={site} changed={reload} eager />
    </div>
  );
}

export function StartPage() {
  const [have, setHave] = useState<Known | null>(null);
  const [problem, setProblem] = useState(false);
  const [meeting, setMeeting] = useState<boolean | null>(null); // null: open where something is typed and not saved
  const load = (): void => void known().then((found) => (setHave(found), setProblem(false)), () => setProblem(true));
  useEffect(() => {
    load();
    const timer = setInterval(load, AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  const list = have ? steps(have) : [];
  const left = list.filter((step) => !step.done).length;
  const site = have?.sites[0];
  const next = list.find((step) => !step.done)?.id;
  const open = meeting ?? typed(site) !== null;
  return (
    <main class="page page-narrow">
      <header class="page-head">
        <h2>{have && left === 0 ? "You are live." : "Going live"}</h2>
        <p>{left > 0 ? `${left} of ${list.length} to go, in any order. You can leave and come back.` : "Everything here can be changed at any time."}</p>
      </header>
      {problem && !have && (
        <p class="problem" role="alert">
          This did not load. It tries again by itself.
        </p>
      )}
      <ol class="start">
        {list.map((step) => (
          <li key={step.id} class={step.done ? "start-step start-done" : "start-step"}>
            <div>
              <h3>
                {step.title}
                {step.done && <span class="good"> Done</span>}
              </h3>
              <p>{step.text}</p>
              {step.id === "install" && site && <Install site={site} reload={load} />}
            </div>
            <div class="start-ways">
              {step.id === "voice" && (
                <button class={step.id === next && !open ? "button button-ink" : "button"} type="button" aria-expanded={open} onClick={() => setMeeting(!open)}>
                  {open ? "Close" : "Meet it"}
                </button>
              )}
              <a class={FURTHER.has(step.id) ? "start-further" : step.id === next ? "button button-ink" : "button"} href={step.href}>
                {step.go}
              </a>
              {step.id === "people" && (
                <>
                  <a class="start-further" href="/settings/notifications">
                    Notifications
                  </a>
                  <a class="start-further" href="/settings/mail">
                    Mail
                  </a>
                </>
              )}
              {step.id === "knowledge" && step.done && site && (
                <a class="start-further" href={`/chat/${site.key}`} target="_blank" rel="noopener">
                  Ask it something
                </a>
              )}
            </div>
            {step.id === "voice" && open && site && <Meet site={site} changed={() => (setMeeting(true), load())} />}
          </li>
        ))}
      </ol>
    </main>
  );
}
