/** The icons: one grid of 20, one stroke. */

const PATHS = {
  needs: "M3 14.5h14M4.5 14.5a5.5 5.5 0 0 1 11 0M10 9V6.5M8.75 6.5h2.5",
  mine: "M10 10.25a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM4 16.25c.6-2.8 3-4.5 6-4.5s5.4 1.7 6 4.5",
  assistant: "M1.5 14.5H6c5.5 0 7.5-10.5 4-10.5s-1.5 10.5 4 10.5h4.5",
  followup: "M3 5.5h14v9.5H3zM3.4 6l6.6 5.2L16.6 6",
  closed: "M4 10.5l3.8 3.8L16 6",
  all: "M3 11.5 5 4.5h10l2 7v4.25H3zM3 11.5h4.2c.3 1.4 1.4 2.2 2.8 2.2s2.5-.8 2.8-2.2H17",
  analytics: "M3.5 16.5h13M5.5 14V9.5M10 14V4.5M14.5 14V7",
  at: "M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0Zm0 0v1a2 2 0 0 0 4 0v-1a7 7 0 1 0-2.75 5.56",
  clock: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 6v4.25l2.75 1.75",
  contacts: "M7.5 9.5a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5ZM2.5 15.75c.4-2.6 2.4-4 5-4s4.6 1.4 5 4M13 4.4a2.6 2.6 0 0 1 0 4.8M14.5 12c1.7.5 2.8 1.8 3 3.75",
  knowledge: "M10 5.75C8.4 4.6 6 4.2 3.5 4.3v10.6c2.5-.1 4.9.3 6.5 1.45 1.6-1.15 4-1.55 6.5-1.45V4.3C14 4.2 11.6 4.6 10 5.75ZM10 5.75v10.6",
  sliders: "M3 6.5h7.5M14.5 6.5H17M3 13.5h2.5M9.5 13.5H17M12.5 8.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM7.5 15.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
  more: "M4.8 10h-.6M10.3 10h-.6M15.8 10h-.6",
  search: "M9 14.25a5.25 5.25 0 1 0 0-10.5 5.25 5.25 0 0 0 0 10.5ZM13 13l4 4",
  back: "M12 4.5 6.5 10l5.5 5.5",
  forward: "M8 4.5 13.5 10 8 15.5",
  cross: "M5 5l10 10M15 5 5 15",
  facts: "M3 4.5h14v11H3zM12 4.5v11",
  send: "M10 16V4.5M5 9.5l5-5 5 5",
  tag: "M3.5 4h6l7 7-5.5 5.5-7-7.5ZM7 7.25h.01",
  note: "M4 16l.7-3.3L13.3 4.1a1.4 1.4 0 0 1 2 0l.6.6a1.4 1.4 0 0 1 0 2L7.3 15.3 4 16Z",
  copy: "M7 7h9v9H7zM13 7V4H4v9h3",
  retry: "M15.5 10a5.5 5.5 0 1 1-1.6-3.9L16 8.2M16 4.5v3.7h-3.7",
  plus: "M10 4v12M4 10h12",
  trash: "M4 6h12M8 6V4h4v2M5.5 6l.7 10h7.6l.7-10M8.5 9v4.5M11.5 9v4.5",
  sound: "M3.5 8v4h3L10.5 15.5v-11L6.5 8h-3ZM13.5 7.5a3.5 3.5 0 0 1 0 5M15.5 5.5a6.4 6.4 0 0 1 0 9",
  silent: "M3.5 8v4h3L10.5 15.5v-11L6.5 8h-3ZM13.5 8l4 4M17.5 8l-4 4",
  external: "M8 5H4.5v10.5H15V12M11 4.5h4.5V9M15.5 4.5 9 11",
  up: "M10 15.5v-11M5.5 9 10 4.5 14.5 9",
  down: "M10 4.5v11M5.5 11l4.5 4.5 4.5-4.5",
  release: "M8 5 3.5 9.5 8 14M3.5 9.5H12a4.5 4.5 0 0 1 4.5 4.5v1.5",
  thumb: "M6.5 8.5v7.75H4V8.5Zm0 0L9.75 3c1.5 0 2 1.2 1.7 2.4L10.7 8h4.6c1 0 1.5.8 1.3 1.7l-1.3 5.2c-.2.8-.8 1.35-1.6 1.35H6.5",
  warn: "M10 3.5 17.5 16.5h-15L10 3.5ZM10 8.5v3.5M10 14.25v.01",
  clip: "m16 9.5-6.2 6.2a3.9 3.9 0 0 1-5.5-5.5l6.6-6.6a2.6 2.6 0 0 1 3.7 3.7l-6.5 6.5a1.3 1.3 0 0 1-1.9-1.9L12 6.1",
  file: "M11.5 3H5.5v14h9V6zM11.5 3v3h3",
  unread: "M3 6.5v9h14V9M3.4 7l6.6 5.2 3.6-2.8M15.5 7.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
  download: "M10 3.5v9M6 9l4 4 4-4M4 16.5h12",
  key: "M3 5.5h14v9H3zM6 8.5h.01M10 8.5h.01M14 8.5h.01M7 11.5h6",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** A desk bell standing on the seam. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg class="mark" width={size} height={size} viewBox="0 0 28 28" aria-hidden="true" focusable="false">
      <path d="M1.5 20.5h25" />
      <path class="mark-dome" d="M5.5 17a8.5 8.5 0 0 1 17 0Z" />
      <path d="M14 8.5V6" />
      <circle class="mark-dome" cx="14" cy="4.75" r="1.75" />
    </svg>
  );
}

const REACH = 2_000;

/** The knot of the seam: the thread of the one before, crossing into the thread of the one after. Lying, its ends run on as far as they are shown. */
export function Knot({ wide = 34, upright = false }: { wide?: number; upright?: boolean }) {
  const short = (wide * 16) / 34;
  const [from, to] = upright
    ? ["M4 0v9.5C4 19 13 21.5 13 17", "M13 17C13 12.5 4 15 4 24.5V34"]
    : [`M${-REACH} 11H9.5C19 11 21.5 2 17 2`, `M17 2C12.5 2 15 11 24.5 11H${REACH}`];
  return (
    <svg
      class="knot"
      width={upright ? short : wide}
      height={upright ? wide : short}
      viewBox={upright ? "0 0 16 34" : "0 0 34 16"}
      aria-hidden="true"
      focusable="false"
    >
      <path class="knot-from" d={from} />
      <path class="knot-to" d={to} />
    </svg>
  );
}
