/** Files on their way up, above the words that they go with. Fetched with the first one. */
import { MOST, MOST_BYTES, sizeText, type Going } from "../model/files.ts";
import { say, screen, setKey, toast, useScreen } from "../live/screen.ts";
import { Icon } from "./Icon.tsx";
import "../styles/attached.css";

const requests = new Map<string, XMLHttpRequest>();
const given = new Map<string, File>();
let count = 0;

const listOf = (at: string): readonly Going[] => screen.get().attached[at] ?? [];

function change(at: string, key: string, part: Partial<Going>): void {
  setKey("attached", at, listOf(at).map((one) => (one.key === key ? { ...one, ...part } : one)));
}

export function take(at: string, files: readonly File[]): void {
  const room = MOST - listOf(at).length;
  if (files.length > room) toast(`At most ${MOST} files go with a message.`, { tone: "bad" });
  for (const file of files.slice(0, Math.max(0, room))) {
    const key = `file-${++count}`;
    const preview = file.type.startsWith("image/") ? URL.createObjectURL(file) : null;
    given.set(key, file);
    setKey("attached", at, [...listOf(at), { key, name: file.name, size: file.size, share: 0, preview, file: null, problem: null, again: true }]);
    up(at, key);
  }
}

function up(at: string, key: string): void {
  const file = given.get(key);
  if (!file) return;
  const fail = (problem: string, again = true): void => {
    requests.delete(key);
    change(at, key, { problem, again });
    say(`${file.name}: ${problem}`);
  };
  if (file.size > MOST_BYTES) return fail("Larger than 10 MB", false);
  change(at, key, { problem: null, share: 0 });
  const request = new XMLHttpRequest();
  requests.set(key, request);
  request.open("POST", `/desk/v1/attachments?name=${encodeURIComponent(file.name)}`);
  request.setRequestHeader("content-type", "application/octet-stream");
  request.upload.onprogress = ({ loaded, total }) => change(at, key, { share: loaded / total });
  request.onerror = () => fail("Not sent");
  request.onload = () => {
    requests.delete(key);
    try {
      const body = JSON.parse(request.responseText);
      if (request.status !== 201) return fail(body.detail ?? "Not sent", request.status >= 429);
      given.delete(key);
      change(at, key, { file: body.file, share: 1 });
    } catch {
      fail("Not sent");
    }
  };
  request.send(file);
}

function drop(at: string, key: string): void {
  requests.get(key)?.abort();
  requests.delete(key);
  given.delete(key);
  setKey("attached", at, listOf(at).filter((one) => one.key !== key));
  document.getElementById("composer")?.focus();
}

function Chip({ at, of }: { at: string; of: Going }) {
  return (
    <li class={of.problem ? "going going-bad" : "going"}>
      <span class="going-face">{of.preview ? <img src={of.preview} alt="" /> : <Icon name="file" />}</span>
      <p>
        <bdi>{of.name}</bdi>
        <small role={of.problem ? "alert" : undefined}>{of.problem ?? sizeText(of.size)}</small>
      </p>
      {of.problem && of.again && (
        <button class="text-button" type="button" onClick={() => up(at, of.key)}>
          Retry
        </button>
      )}
      <button class="icon-button icon-button-small" type="button" aria-label={`Remove ${of.name}`} onClick={() => drop(at, of.key)}>
        <Icon name="cross" size={14} />
      </button>
      {!of.file && !of.problem && <progress value={of.share} aria-label={of.name} />}
    </li>
  );
}

export function Tray({ at }: { at: string }) {
  const items = useScreen((s) => s.attached[at]);
  if (!items?.length) return null;
  return (
    <ul class="goings" aria-label="Files to send">
      {items.map((one) => (
        <Chip key={one.key} at={at} of={one} />
      ))}
    </ul>
  );
}
