/** Analytics: drawings that people understand, each with its table, its sheet, and the sentence that says what is counted. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { dayWords, dollars, duration, lastDays, OUTCOMES, percent, queryOf, rangeOf, reasonName, WEEKDAYS, type Range, type Report } from "../model/reports.ts";
import { why } from "../live/api.ts";
import { loadReport, sheetOf } from "../live/reports.ts";
import { go, serverNow } from "../live/screen.ts";
import { DayBars, NameBars, SpreadBars, WeekSquares, WholeBar } from "./plots.tsx";
import "../styles/analytics.css";

type Cells = readonly (readonly (string | number)[])[];

function Figure({ title, says, means, name, range, head, rows, children }: { title: string; says: string; means: string; name: string; range: Range; head: readonly string[]; rows: Cells; children: ComponentChildren }) {
  return (
    <section class={`figure figure-${name}`} aria-label={title}>
      <h3>{title}</h3>
      <p class="figure-says">{says}</p>
      {children}
      <p class="figure-means">{means}</p>
      <details>
        <summary>Table</summary>
        <div class="figure-table">
          <table>
            <thead>
              <tr>
                {head.map((one) => (
                  <th key={one} scope="col">
                    {one}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={String(row[0])}>
                  {row.map((cell, at) => (at === 0 ? <th key={at} scope="row">{cell}</th> : <td key={at}>{cell}</td>))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
      <a class="text-button figure-sheet" href={sheetOf(name, range)} download>
        CSV
      </a>
    </section>
  );
}

function Volume({ of, range }: { of: Report; range: Range }) {
  const days = of.days.map((one) => ({
    day: one.day,
    parts: [
      { look: "part-ink", value: one.handed, words: "a person was asked for:" },
      { look: "part-ai", value: one.conversations - one.handed, words: "without:" },
    ],
  }));
  const rows = of.days.map((one) => [dayWords(one.day), one.conversations, one.handed]);
  return (
    <Figure title="Conversations" says={of.conversations.toLocaleString()} means="Begun in this time, by day. In blue: without asking for a person." name="volume" range={range} head={["Day", "Conversations", "Asked for a person"]} rows={rows}>
      <DayBars days={days} says={`${of.conversations} conversations by day`} unit={String} />
    </Figure>
  );
}

function Outcomes({ of, range }: { of: Report; range: Range }) {
  const judged = of.conversations - of.outcomes.open;
  const solved = of.outcomes.confirmed + of.outcomes.assumed;
  const says = `${percent(solved, judged)}`;
  const parts = OUTCOMES.map(([one, words]) => ({ look: `part-${one}`, value: of.outcomes[one], words }));
  return (
    <Figure
      title="Solved by the assistant alone"
      says={says}
      means={`At least one answer of the assistant, no person asked for, none who answered, no thumb down. Confirmed (${percent(of.outcomes.confirmed, judged)}): a thumb up, or the visitor ended it. Assumed (${percent(of.outcomes.assumed, judged)}): no more word for 24 hours. Of all conversations begun in this time but those too early to tell.`}
      name="outcomes"
      range={range}
      head={["What became of it", "Conversations", "Share"]}
      rows={OUTCOMES.map(([one, words]) => [words, of.outcomes[one], percent(of.outcomes[one], of.conversations)])}
    >
      <WholeBar parts={parts} says={`Solved by the assistant: ${says}`} />
      <ul class="legend">
        {OUTCOMES.map(([one, words, more]) => (
          <li key={one}>
            <svg width={10} height={10} aria-hidden="true">
              <rect class={`part-${one}`} width={10} height={10} rx={2} />
            </svg>
            <span title={more}>{words}</span>
            <b>{of.outcomes[one]}</b>
          </li>
        ))}
      </ul>
    </Figure>
  );
}

function Handoffs({ of, range }: { of: Report; range: Range }) {
  const rows = Object.entries(of.reasons).map(([reason, n]) => [reasonName(reason), n] as const);
  return (
    <Figure
      title="Asked for a person"
      says={`${percent(of.outcomes.handed, of.conversations)} of conversations`}
      means={`Share: conversations begun in this time in which a person was asked for at least once. Missed: requests of this time to which nobody came before their time was over, ${of.missed_closed} of them made outside opening hours. They are kept as follow-ups, and stay missed even when somebody answers later.`}
      name="handoffs"
      range={range}
      head={["Why", "Requests"]}
      rows={[...rows, ["All requests", of.handoffs], ["Missed", of.missed]]}
    >
      <p class="figure-more">
        {of.handoffs} {of.handoffs === 1 ? "request" : "requests"}, <b class={of.missed > 0 ? "missed" : undefined}>{of.missed} missed</b>
      </p>
      <NameBars rows={rows.map(([name, value]) => ({ name, value, says: String(value) }))} />
    </Figure>
  );
}

function Response({ of, range }: { of: Report; range: Range }) {
  const rows = [["Picked up", of.pickup], ["First words of a person", of.first]] as const;
  return (
    <Figure
      title="How soon a person came"
      says={of.first.median === null ? "–" : duration(of.first.median)}
      means={`From the request to the taking, and to the first message of a person; the assistant's answers never count. Requests made within opening hours. The large figure: half of the visitors had the first words of a person within that time. ${of.unreplied} ${of.unreplied === 1 ? "request has" : "requests have"} none yet.`}
      name="response"
      range={range}
      head={["What", "Requests", "Median", "90 % within"]}
      rows={rows.map(([name, spread]) => [name, spread.n, duration(spread.median), duration(spread.p90)])}
    >
      <SpreadBars rows={rows.map(([name, spread]) => ({ name, of: spread }))} />
    </Figure>
  );
}

function Sources({ of, range }: { of: Report; range: Range }) {
  const with_source = of.answers - of.without_source;
  return (
    <Figure
      title="Answers without a source"
      says={percent(of.without_source, of.answers)}
      means="Answers of the assistant that cite nothing of your knowledge; greetings and questions back are among them. What was asked in vain stands under Knowledge, Answer gaps."
      name="sources"
      range={range}
      head={["What", "Answers"]}
      rows={[["With a source", with_source], ["Without", of.without_source]]}
    >
      <WholeBar
        parts={[
          { look: "part-ai", value: with_source, words: "With a source" },
          { look: "part-unanswered", value: of.without_source, words: "Without" },
        ]}
        says={`${of.without_source} of ${of.answers} answers without a source`}
      />
      <p class="figure-more">
        {of.without_source} of {of.answers} · <a href="/knowledge/gaps">Answer gaps</a>
      </p>
    </Figure>
  );
}

function Busy({ of, range }: { of: Report; range: Range }) {
  let top = { day: 0, hour: 0, count: 0 };
  of.busy.forEach((row, day) => row.forEach((count, hour) => (top = count > top.count ? { day, hour, count } : top)));
  const says = top.count > 0 ? `${WEEKDAYS[top.day]}, ${top.hour}:00` : "–";
  return (
    <Figure title="Busiest hours" says={says} means="Messages of visitors, by weekday and hour." name="hours" range={range} head={["", ...Array.from({ length: 24 }, (_, hour) => String(hour))]} rows={of.busy.map((row, day) => [WEEKDAYS[day] ?? "", ...row])}>
      <WeekSquares busy={of.busy} says={`Messages by weekday and hour; busiest: ${says}`} />
    </Figure>
  );
}

function Cost({ of, range }: { of: Report; range: Range }) {
  if (of.cost === null) return null;
  const solved = of.outcomes.confirmed + of.outcomes.assumed;
  const days = of.days.map((one) => ({ day: one.day, parts: [{ look: "part-ai", value: one.cost ?? 0, words: "" }] }));
  return (
    <Figure
      title="Cost of answers"
      says={dollars(of.cost)}
      means={`What the model was paid for answers to visitors, by the day on which they began, at the published prices. ${solved > 0 ? `${dollars(of.cost / solved)} for each conversation solved by the assistant alone. ` : ""}Trying out, and help for operators, are not in it.`}
      name="cost"
      range={range}
      head={["Day", "Cost"]}
      rows={of.days.map((one) => [dayWords(one.day), dollars(one.cost ?? 0)])}
    >
      {of.cost > 0 && <DayBars days={days} says={`Cost by day, ${dollars(of.cost)} in all`} unit={dollars} />}
    </Figure>
  );
}

function Choose({ range, set }: { range: Range; set: (range: Range) => void }) {
  return (
    <div class="contacts-filters" role="group" aria-label="Time">
      {([7, 30, 90] as const).map((days) => {
        const one = lastDays(days, serverNow());
        const on = one.first === range.first && one.last === range.last;
        return (
          <button key={days} class={on ? "pick pick-on" : "pick"} type="button" aria-pressed={on} onClick={() => set(one)}>
            {days} days
          </button>
        );
      })}
      <label class="pick pick-day">
        <span>From</span>
        <input type="date" value={range.first} max={range.last} onChange={(event) => event.currentTarget.value && set({ ...range, first: event.currentTarget.value })} />
      </label>
      <label class="pick pick-day">
        <span>to</span>
        <input type="date" value={range.last} min={range.first} onChange={(event) => event.currentTarget.value && set({ ...range, last: event.currentTarget.value })} />
      </label>
    </div>
  );
}

export function AnalyticsPage({ query }: { query: string }) {
  const range = rangeOf(query, serverNow());
  const [report, setReport] = useState<Report | null>(null);
  const [problem, setProblem] = useState("");
  const asked = useRef("");
  const load = (): void => {
    const key = queryOf(range);
    asked.current = key;
    loadReport(range).then((found) => {
      if (asked.current !== key) return;
      setReport(found);
      setProblem("");
    }, (error: unknown) => setProblem(why(error, "The figures did not load.")));
  };
  useEffect(load, [range.first, range.last]);
  return (
    <main class="page contacts analytics">
      <header class="page-head">
        <h2>Analytics</h2>
        <p>
          {dayWords(range.first)} to {dayWords(range.last)}
          {report && `, on the clock of your opening hours (${report.zone})`}
        </p>
      </header>
      <Choose range={range} set={(next) => go({ at: "analytics", query: queryOf(next) })} />
      {problem && (
        <p class="problem contacts-problem" role="alert">
          {problem}{" "}
          <button class="text-button" type="button" onClick={load}>
            Try again
          </button>
        </p>
      )}
      {report && (
        <div class="figures">
          <Volume of={report} range={range} />
          <Outcomes of={report} range={range} />
          <Handoffs of={report} range={range} />
          <Response of={report} range={range} />
          <Sources of={report} range={range} />
          <Busy of={report} range={range} />
          <Cost of={report} range={range} />
        </div>
      )}
    </main>
  );
}
