/** Test questions and what became of them, in words. Pure. */
import { dollars } from "./money.ts";
import type { Expect, Golden, GoldenResult, GoldenRun } from "./assistant.ts";

export const EXPECTED: Record<Expect, string> = { answer: "Answers", unknown: "Says it does not know", handoff: "Calls a person" };
const HAPPENED: Record<GoldenResult["decision"], string> = { answer: "It answered", unknown: "It said that it does not know", handoff: "It called a person", failed: "No answer came" };
const STOPPED: Record<string, string> = { draft: "the draft was changed", cap_day: "today’s spending cap is reached", cap_month: "this month’s spending cap is reached", plan: "the plan has ended", not_found: "the draft is gone" };

export type Mark = "new" | "pass" | "fail" | "worse" | "better";
export const MARKS: Record<Mark, string> = { new: "Not asked yet", pass: "Passes", fail: "Fails, as before", worse: "Fails now", better: "Passes now" };

export function markOf(result: GoldenResult | undefined): Mark {
  if (!result) return "new";
  if (result.passed) return result.before === false ? "better" : "pass";
  return result.before === false ? "fail" : "worse";
}

/** Why it failed, in one sentence. */
export function why(golden: Golden, result: GoldenResult): string {
  if (result.decision !== golden.expect) return `${HAPPENED[result.decision]}.`;
  return `It did not say: ${result.missing.join(", ")}.`;
}

export function runLine(run: GoldenRun): string {
  const of = run.edit === null ? `version ${run.version}` : "the draft";
  if (run.state === "running") return `Asking ${of}: ${run.asked} of ${run.total}`;
  const ended = run.state === "cancelled" ? "cancelled" : run.state === "stopped" ? `stopped: ${STOPPED[run.reason ?? ""] ?? run.reason}` : "";
  const worse = run.worse > 0 && `${run.worse} newly failing`;
  const parts = [`${run.passed} of ${run.asked} pass`, worse, ended, `asked of ${of}`, run.cost > 0 && dollars(run.cost)];
  return parts.filter(Boolean).join(" · ");
}
