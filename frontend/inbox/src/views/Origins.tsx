/** Knowledge that is read from elsewhere: files, pages and whole sites, with what became of each. */
import { useEffect, useState } from "preact/hooks";
import { age } from "../model/clock.ts";
import type { Origin } from "../model/knowledge.ts";
import { api, why } from "../live/api.ts";
import { serverNow, toast } from "../live/screen.ts";
import { Icon } from "./Icon.tsx";
import { OriginPages } from "./OriginPages.tsx";
import { Sure } from "./Sure.tsx";

const KIND = { file: "File", page: "Page", site: "Site" };
const EVERY = 2_000;

const busy = (origin: Origin): boolean => origin.state === "queued" || origin.state === "fetching";
const told = (error: unknown): string => why(error, "Something went wrong. Try again.");
const many = (n: number, word: string): string => `${n} ${word}${n === 1 ? "" : "s"}`;

function condition(origin: Origin): string {
  const read = `${many(origin.passages, "passage")}${origin.kind === "site" ? ` of ${many(origin.pages, "page")}` : ""}`;
  const again = origin.kind === "file" ? "" : ". Read again every day";
  if (origin.state === "queued") return "Waiting to be read";
  if (origin.state === "fetching") return `Reading: ${origin.pages - origin.waiting} of ${many(origin.pages, "page")}`;
  if (origin.state === "failed") return `Not read. ${origin.reason ?? ""}`;
  if (origin.state === "stale") return `${read}, some of it old. ${origin.reason ?? ""}`;
  const left = origin.troubled ? `, ${origin.troubled} left out. ${origin.reason ?? ""}` : "";
  return `${read}${left || again}`;
}

function OriginRow({ origin, act }: { origin: Origin; act: (work: () => Promise<unknown>) => void }) {
  const bad = origin.state === "failed";
  return (
    <li class="source-row origin-row">
      <span class="source-kind">{KIND[origin.kind]}</span>
      <span class="source-name" dir="auto">
        {origin.address.replace(/^https?:\/\//, "").replace(/\/$/, "")}
      </span>
      <span class="source-meta">{age(origin.updated_at, serverNow())}</span>
      <span class={bad ? "origin-state origin-bad" : "origin-state"}>{condition(origin)}</span>
      <span class="origin-acts">
        {origin.kind !== "file" && (
          <button class="text-button" type="button" disabled={busy(origin)} onClick={() => act(() => api.refreshOrigin(origin.id))}>
            {bad ? "Try again" : "Read again now"}
          </button>
        )}
        <Sure ask="Remove" sure="Remove with all that was read" act={() => act(() => api.removeOrigin(origin.id))} />
      </span>
      {origin.kind === "site" && <OriginPages origin={origin} act={act} />}
    </li>
  );
}

export function Origins() {
  const [origins, set] = useState<Origin[]>([]);
  const [address, setAddress] = useState("");
  const [whole, setWhole] = useState(true);
  const [problem, setProblem] = useState("");
  const [working, setWorking] = useState(false);
  const load = async (): Promise<void> => set(await api.origins());
  const act = async (work: () => Promise<unknown>): Promise<void> => {
    setWorking(true);
    setProblem("");
    try {
      await work();
    } catch (error) {
      setProblem(told(error));
    } finally {
      setWorking(false);
      await load().catch(() => undefined);
    }
  };
  const waiting = origins.some(busy);
  useEffect(() => void load().catch(() => undefined), []);
  useEffect(() => {
    const timer = waiting ? setInterval(() => void load().catch(() => undefined), EVERY) : 0;
    return () => clearInterval(timer);
  }, [waiting]);
  const add = (event: Event): void => {
    event.preventDefault();
    const typed = address.trim();
    const full = /^https?:\/\//i.test(typed) ? typed : `https://${typed}`;
    void act(async () => {
      await api.addOrigin({ kind: whole ? "site" : "page", address: full });
      setAddress("");
    });
  };
  const upload = (files: FileList | null | undefined): void =>
    void act(async () => {
      for (const file of [...(files ?? [])]) {
        await api.uploadFile(file);
        toast(`Read “${file.name}”`);
      }
    });
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    upload(event.dataTransfer?.files);
  };
  return (
    <section class="origins" aria-label="Read from elsewhere" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <form class="origin-add" onSubmit={add}>
        <label class="field">
          <span>Read a web site or a page</span>
          <input name="address" inputMode="url" placeholder="example.com" value={address} required onInput={(event) => setAddress(event.currentTarget.value)} />
        </label>
        <div class="origin-acts">
          <label class="check">
            <input type="checkbox" checked={whole} onChange={() => setWhole(!whole)} />
            The whole site, up to 500 pages
          </label>
          <button class="button button-small" disabled={working || !address.trim()}>
            Read
          </button>
          <label class="button button-small origin-file">
            <Icon name="up" size={16} />
            {working ? "Reading…" : "Upload files"}
            <input type="file" multiple class="hidden" accept=".pdf,.docx,.html,.htm,.md,.txt,.csv" onChange={(event) => upload(event.currentTarget.files)} />
          </label>
        </div>
        {problem && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
      </form>
      <ul class="source-list">
        {origins.map((origin) => (
          <OriginRow key={origin.id} origin={origin} act={(work) => void act(work)} />
        ))}
      </ul>
    </section>
  );
}
