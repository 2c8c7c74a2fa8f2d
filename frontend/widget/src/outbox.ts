/** What the visitor did and the server has not confirmed yet. The list is the model's; it survives a reload. Pure. */
import type { Body, Frame } from "./protocol";

export interface Sending {
  /** Made here and kept for ever: the same id always means the same act. */
  id: string;
  t: "msg" | "request" | "cancel" | "retry" | "thumb" | "detail" | "survey" | "begin" | "close";
  d: Body;
  at: number;
  tries?: number;
  /** Why it was given up. */
  failed?: string;
  acked?: boolean;
}

const PATIENCE = [1, 4];

/**
 * The list after a frame from the server. `why`: the words for the code of a refusal. `retry` is called for what is to be
 * tried again, with the seconds to wait.
 */
export function confirmed(
  list: Sending[],
  { t, id, d }: Frame,
  why: (code: string) => string,
  retry: (one: Sending, seconds: number) => void,
): Sending[] {
  const news: Body[] = t == "ev" ? [d] : t == "snap" ? d.events : [];
  return list.flatMap((one) => {
    if (news.some(({ cid }) => cid == one.id)) return [];
    if (one.id != id) return [one];
    // An acknowledged message stays on the screen until its event takes its place.
    if (t == "ack") return one.t == "msg" ? [{ ...one, acked: true }] : [];
    const { tries = 0 } = one;
    const wait = d.retry_after > 60 ? 0 : PATIENCE[tries];
    // A request, a cancelling that came too late is over; nobody has to be told.
    if (one.t != "msg" && (!d.retry || (one.t == "thumb" && !wait))) return [];
    if (!d.retry || !wait) return [{ ...one, failed: why(d.code) }];
    const next = { ...one, tries: tries + 1 };
    retry(next, d.retry_after ?? wait);
    return [next];
  });
}
