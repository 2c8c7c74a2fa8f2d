/** Analytics: drawings that people understand, of a time and of the time before it. */
import { useEffect, useRef, useState } from "preact/hooks";
import { dayWords, queryOf, rangeOf, spanBefore, spanOf, type Range, type Report, type Span } from "../model/reports.ts";
import { why } from "../live/api.ts";
import { loadReport } from "../live/reports.ts";
import { go } from "../live/screen.ts";
import { Busy, Cost, Handoffs, Outcomes, Response, Sources, Survey, Volume } from "./Figures.tsx";
import "../styles/analytics.css";

function Choose({ range, span, set }: { range: Range; span: Span; set: (range: Range) => void }) {
  return (
    <div class="contacts-filters" role="group" aria-label="Time">
      {[7, 30, 90].map((days) => {
        const on = "days" in range && range.days === days;
        return (
          <button key={days} class={on ? "pick pick-on" : "pick"} type="button" aria-pressed={on} onClick={() => set({ days })}>
            {days} days
          </button>
        );
      })}
      <label class="pick pick-day">
        <span>From</span>
        <input type="date" value={span.first} max={span.last} onChange={(event) => event.currentTarget.value && set({ ...span, first: event.currentTarget.value })} />
      </label>
      <label class="pick pick-day">
        <span>to</span>
        <input type="date" value={span.last} min={span.first} onChange={(event) => event.currentTarget.value && set({ ...span, last: event.currentTarget.value })} />
      </label>
    </div>
  );
}

interface Both {
  of: Report;
  was: Report | null;
}

/** The time before comes after the time itself. Where nothing had begun in it, there is nothing to compare with. */
function useReports(range: Range) {
  const [known, set] = useState<Both | null>(null);
  const [problem, setProblem] = useState("");
  const wanted = useRef("");
  const key = queryOf(range);
  const load = async (): Promise<void> => {
    wanted.current = key;
    setProblem("");
    const put = (both: Both): void => {
      if (wanted.current === key) set(both);
    };
    try {
      const of = await loadReport(range);
      put({ of, was: null });
      const was = await loadReport(spanBefore(spanOf(of)));
      if (was.conversations > 0) put({ of, was });
    } catch (error) {
      setProblem(why(error, "The figures did not load."));
    }
  };
  useEffect(() => void load(), [key]);
  return { known, problem, load };
}

function words({ of, was }: Both): string {
  const span = ({ first, last }: Span): string => `${dayWords(first)} to ${dayWords(last)}`;
  return `${span(spanOf(of))}, on the clock of your opening hours (${of.zone})${was ? `. Before: ${span(spanOf(was))}` : ""}.`;
}

export function AnalyticsPage({ query }: { query: string }) {
  const range = rangeOf(query);
  const { known, problem, load } = useReports(range);
  const span = known ? spanOf(known.of) : "days" in range ? { first: "", last: "" } : range;
  return (
    <main class="page contacts analytics" aria-busy={!known && !problem}>
      <header class="page-head">
        <h2>Analytics</h2>
        <p>{known ? words(known) : "\u00a0"}</p>
      </header>
      <Choose range={range} span={span} set={(next) => go({ at: "analytics", query: queryOf(next) })} />
      {problem && (
        <p class="problem contacts-problem" role="alert">
          {problem}{" "}
          <button class="text-button" type="button" onClick={() => void load()}>
            Try again
          </button>
        </p>
      )}
      {known && (
        <div class="figures">
          <Volume {...known} />
          <Outcomes {...known} />
          <Handoffs {...known} />
          <Response {...known} />
          <Survey {...known} />
          <Sources {...known} />
          <Busy {...known} />
          <Cost {...known} />
        </div>
      )}
    </main>
  );
}
