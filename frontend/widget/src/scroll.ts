/** Scrolls the transcript without fighting its reader. */
import type { Entry, Model, Rows } from "./kit";

export function scroller(log: HTMLElement, pill: HTMLElement) {
  let pinned = true;
  let top = 0;
  let newest = "";
  let start: HTMLElement | undefined;
  let rows: Rows | undefined;

  log.addEventListener("scroll", () => {
    const { scrollTop, scrollHeight, clientHeight } = log;
    // Growing content does not scroll: moving upwards is always the reader.
    pinned = scrollHeight - clientHeight - scrollTop < 80 || (pinned && scrollTop >= top - 1);
    top = scrollTop;
    pill.hidden ||= pinned;
  });
  pill.addEventListener("click", end);
  pill.hidden = true;
  log.after(pill);

  function end() {
    pinned = pill.hidden = true;
    log.scrollTop = 1e9;
  }

  function follow() {
    if (pinned) log.scrollTop = start ? Math.max(top, start.offsetTop - 12) : 1e9;
  }
  new ResizeObserver(follow).observe(log);

  return {
    end,
    /** After each painting. `last`: the newest entry, `mine`: whether it is the visitor's. */
    settle(now: Rows, last: Entry | undefined, mine: boolean) {
      rows = now;
      if (!pinned && last && (last.live || last.key != newest)) pill.hidden = false;
      newest = last?.key ?? "";
      // An answer that is taller than the log is read from its first line.
      start = last && !mine ? rows.get(last.key)!.element : undefined;
      follow();
    },
    /** Opening lands at the first unread message, else at the end. */
    land({ state: { items, read } }: Model) {
      const first = items.find(({ s, type }) => s > read.contact && type == "message");
      end();
      if (first) log.scrollTop = rows!.get(first.key)!.element.offsetTop - 12;
    },
  };
}
