/** Files of messages, and those that are on their way up. Pure. */

import type { LogEntry } from "./wire.ts";

/** `kind`: the media type, found by the server. `w` and `h`: of a picture, in pixels. */
export interface SentFile {
  id: string;
  name: string;
  kind: string;
  size: number;
  w?: number;
  h?: number;
}

/** In the composer, before its message is sent. `share`: of it that is up. `file`: as the server took it. */
export interface Going {
  key: string;
  name: string;
  size: number;
  share: number;
  preview: string | null;
  file: SentFile | null;
  problem: string | null;
  /** Whether another try may help. */
  again: boolean;
}

export const MOST = 5;
export const MOST_BYTES = 10_000_000;
const SIDE = 320;

export const fileAt = (id: string): string => `/desk/v1/attachments/${id}`;

export interface Picture extends SentFile {
  w: number;
  h: number;
  /** Its address. */
  at: string;
}

export const isPicture = (file: SentFile): file is SentFile & { w: number; h: number } => Boolean(file.w && file.h);

/** The pictures of a conversation, in the order of the page. */
export function pictures(entries: readonly LogEntry[]): Picture[] {
  const files = entries.flatMap((entry) => (entry.type === "message" ? (entry.files ?? []) : []));
  return files.filter(isPicture).map((file) => ({ ...file, at: fileAt(file.id) }));
}

export const placeOf = (c: string, mode: string): string => `${c}/${mode}`;

export function sizeText(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** The width that a picture is shown at: known before it is there, so that nothing moves. */
export function shownWidth(w: number, h: number): number {
  return Math.max(40, Math.round(w * Math.min(1, SIDE / w, SIDE / h)));
}

export function isGoing(one: Going): boolean {
  return one.file === null && one.problem === null;
}

export function sent(items: readonly Going[]): SentFile[] {
  return items.flatMap((one) => one.file ?? []);
}

/** A message in words alone. */
export function inWords(text: string, files: readonly SentFile[] = []): string {
  return [text, ...files.map((file) => `[${file.name}]`)].filter(Boolean).join(" ");
}

/** What came back from a message that was not sent. */
export function back(files: readonly SentFile[]): Going[] {
  return files.map((file) => ({ key: file.id, name: file.name, size: file.size, share: 1, preview: null, file, problem: null, again: true }));
}
