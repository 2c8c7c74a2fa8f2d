/** What is drawn on Analytics: each with the same before, its table, its sheet, and the sentence that says what is counted. */
import type { ComponentChildren } from "preact";
import { content, dayWords, dollars, duration, OUTCOMES, percent, reasonName, scoreName, sheetOfRows, spanOf, WEEKDAYS, type Cell, type Report } from "../model/reports.ts";
import { moment } from "../model/clock.ts";
import { sheetOf } from "../live/reports.ts";
import { DayBars, NameBars, SpreadBars, WeekSquares, WholeBar, type Part } from "./plots.tsx";

/** `was`: the time before, as long; null where there is nothing to compare with. */
interface Given {
  of: Report;
  was: Report | null;
}

interface FigureProps extends Given {
  title: string;
  name: string;
  says: (of: Report) => string;
  means: string;
  head: readonly string[];
  rows: (of: Report) => Cell[][];
  children: ComponentChildren;
}

function Table({ head, rows }: { head: readonly string[]; rows: readonly Cell[][] }) {
  return (
    <details>
      <summary>Table</summary>
      <div class="figure-table" tabIndex={0}>
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
  );
}

function Figure({ title, name, says, means, of, was, head, rows, children }: FigureProps) {
  const [now, then] = [says(of), was && says(was)];
  const table = sheetOfRows(head, rows(of), was && rows(was));
  return (
    <section class={`figure figure-${name}`} aria-label={title}>
      <h3>{title}</h3>
      <p class="figure-says">
        {now}
        {then !== null && <span class="figure-was">{then === now ? "as before" : `was ${then}`}</span>}
      </p>
      {children}
      <p class="figure-means">{means}</p>
      <Table {...table} />
      <a class="text-button figure-sheet" href={sheetOf(name, spanOf(of))} download aria-label={`${title} as a CSV file`}>
        CSV
      </a>
    </section>
  );
}

function Legend({ of }: { of: readonly { look: string; words: string; more?: string; value?: number }[] }) {
  return (
    <ul class={of.some(({ value }) => value !== undefined) ? "legend" : "legend legend-short"}>
      {of.map(({ look, words, more, value }) => (
        <li key={words}>
          <svg width={10} height={10} aria-hidden="true">
            <rect class={look} width={10} height={10} rx={2} />
          </svg>
          <span title={more}>{words}</span>
          {value !== undefined && <b>{value}</b>}
        </li>
      ))}
    </ul>
  );
}

export function Volume({ of, was }: Given) {
  const days = of.days.map((one, at) => ({
    day: one.day,
    parts: [
      { look: "part-ink", value: one.handed, words: "a person was asked for:" },
      { look: "part-ai", value: one.conversations - one.handed, words: "without:" },
    ],
    was: was?.days[at]?.conversations,
  }));
  const legend = [{ look: "part-ai", words: "Nobody asked for a person" }, { look: "part-ink", words: "A person was asked for" }, ...(was ? [{ look: "part-was", words: "All, in the time before" }] : [])];
  return (
    <Figure
      title="Conversations"
      name="volume"
      of={of}
      was={was}
      says={(report) => report.conversations.toLocaleString()}
      means="Begun in this time, by day. A conversation begins with the visitor's first message."
      head={["Day", "Conversations", "Asked for a person"]}
      rows={(report) => report.days.map((one) => [dayWords(one.day), one.conversations, one.handed])}
    >
      <DayBars days={days} says={`${of.conversations} conversations by day`} unit={String} />
      <Legend of={legend} />
    </Figure>
  );
}

const judged = (of: Report): number => of.conversations - of.outcomes.open;
const solved = (of: Report): number => of.outcomes.confirmed + of.outcomes.assumed;

export function Outcomes({ of, was }: Given) {
  const says = (report: Report): string => percent(solved(report), judged(report));
  const parts = OUTCOMES.map(([one, words, more]) => ({ look: `part-${one}`, value: of.outcomes[one], words, more }));
  return (
    <Figure
      title="Solved by the assistant alone"
      name="outcomes"
      of={of}
      was={was}
      says={says}
      means={`At least one answer of the assistant, no person asked for, none who answered, no thumb down. Confirmed (${percent(of.outcomes.confirmed, judged(of))}): a thumb up, or the visitor ended it. Assumed (${percent(of.outcomes.assumed, judged(of))}): no more word for 24 hours. Of all conversations begun in this time but those too early to tell.`}
      head={["What became of it", "Conversations", "Share"]}
      rows={(report) => OUTCOMES.map(([one, words]) => [words, report.outcomes[one], percent(report.outcomes[one], report.conversations)])}
    >
      <WholeBar parts={parts} says={`Solved by the assistant: ${says(of)}`} />
      <Legend of={parts} />
    </Figure>
  );
}

export function Handoffs({ of, was }: Given) {
  const reasons = Object.entries(of.reasons).map(([reason, value]) => ({ name: reasonName(reason), value, says: String(value) }));
  return (
    <Figure
      title="Asked for a person"
      name="handoffs"
      of={of}
      was={was}
      says={(report) => percent(report.outcomes.handed, report.conversations)}
      means={`Share: conversations begun in this time in which a person was asked for at least once. Missed: requests of this time to which nobody came before their time was over, ${of.missed_closed} of them made outside opening hours. They are kept as follow-ups, and stay missed even when somebody answers later.`}
      head={["Why", "Requests"]}
      rows={(report) => [...Object.entries(report.reasons).map(([reason, n]) => [reasonName(reason), n]), ["All requests", report.handoffs], ["Missed", report.missed], ["Missed, outside opening hours", report.missed_closed]]}
    >
      <p class="figure-more">
        {of.outcomes.handed} of {of.conversations} conversations · {of.handoffs} {of.handoffs === 1 ? "request" : "requests"}, <b class={of.missed > 0 ? "missed" : undefined}>{of.missed} missed</b>
        {was && <span class="figure-was">{was.missed === of.missed ? "as before" : `was ${was.missed}`}</span>}
      </p>
      <NameBars rows={reasons} />
    </Figure>
  );
}

export function Response({ of, was }: Given) {
  const rows = (report: Report) => [["Picked up", report.pickup], ["First words of a person", report.first]] as const;
  return (
    <Figure
      title="How soon a person came"
      name="response"
      of={of}
      was={was}
      says={(report) => duration(report.first.median)}
      means={`From the request to the taking, and to the first message of a person; the assistant's answers never count. Requests made within opening hours. The large figure: half of the visitors had the first words of a person within that time. ${of.unreplied} ${of.unreplied === 1 ? "request has" : "requests have"} none yet.`}
      head={["What", "Requests", "Median", "90 % within"]}
      rows={(report) => rows(report).map(([name, spread]) => [name, spread.n, duration(spread.median), duration(spread.p90)])}
    >
      <SpreadBars rows={rows(of).map(([name, spread]) => ({ name, of: spread }))} />
    </Figure>
  );
}

export function Survey({ of, was }: Given) {
  const [asked, good] = content(of);
  const says = (report: Report): string => {
    const [all, happy] = content(report);
    return all === 0 ? "–" : `${percent(happy, all)} good`;
  };
  const rows = [5, 4, 3, 2, 1].map((score) => ({ name: scoreName(score), value: of.survey[score - 1] ?? 0, says: String(of.survey[score - 1] ?? 0) }));
  return (
    <Figure
      title="How visitors found it"
      name="survey"
      of={of}
      was={was}
      says={says}
      means="Visitors are asked once when a conversation has ended, at most every 30 days. Good: good or very good. What each said last counts, on the day it was said."
      head={["Score", "Visitors"]}
      rows={(report) => [5, 4, 3, 2, 1].map((score) => [scoreName(score), report.survey[score - 1] ?? 0])}
    >
      <p class="figure-more">{asked === 0 ? "Nobody has answered in this time." : `${good} of ${asked} who answered`}</p>
      {asked > 0 && <NameBars rows={rows} />}
      {of.words.length > 0 && (
        <ul class="figure-words">
          {of.words.map((one) => (
            <li key={one.conversation_id}>
              <a href={`/inbox/c/${encodeURIComponent(one.conversation_id)}`} dir="auto">
                {one.comment}
              </a>
              <span>
                {scoreName(one.score)}, {moment(one.at)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Figure>
  );
}

export function Sources({ of, was }: Given) {
  const parts: Part[] = [
    { look: "part-ai", value: of.answers - of.without_source, words: "With a source" },
    { look: "part-unanswered", value: of.without_source, words: "Without" },
  ];
  return (
    <Figure
      title="Answers without a source"
      name="sources"
      of={of}
      was={was}
      says={(report) => percent(report.without_source, report.answers)}
      means="Answers of the assistant that cite nothing of your knowledge; greetings and questions back are among them. What was asked in vain stands under Knowledge, Answer gaps."
      head={["What", "Answers"]}
      rows={(report) => [["With a source", report.answers - report.without_source], ["Without", report.without_source]]}
    >
      <WholeBar parts={parts} says={`${of.without_source} of ${of.answers} answers without a source`} />
      <p class="figure-more">
        {of.without_source} of {of.answers} · <a href="/knowledge/gaps">Answer gaps</a>
      </p>
    </Figure>
  );
}

function busiest(of: Report): string {
  let top = { day: 0, hour: 0, count: 0 };
  of.busy.forEach((row, day) => row.forEach((count, hour) => (top = count > top.count ? { day, hour, count } : top)));
  return top.count > 0 ? `${WEEKDAYS[top.day]}, ${top.hour}:00` : "–";
}

export function Busy({ of }: Given) {
  return (
    <Figure
      title="Busiest hours"
      name="hours"
      of={of}
      was={null}
      says={busiest}
      means="Messages of visitors, by weekday and hour. The darker, the more; a night when the clocks change has an hour twice, or none."
      head={["Day", ...Array.from({ length: 24 }, (_, hour) => String(hour))]}
      rows={(report) => report.busy.map((row, day) => [WEEKDAYS[day] ?? "", ...row])}
    >
      <WeekSquares busy={of.busy} says={`Messages by weekday and hour; busiest: ${busiest(of)}`} />
    </Figure>
  );
}

export function Cost({ of, was }: Given) {
  if (of.cost === null) return null;
  const days = of.days.map((one, at) => ({ day: one.day, parts: [{ look: "part-ai", value: one.cost ?? 0, words: "" }], was: was?.days[at]?.cost ?? undefined }));
  const each = solved(of) > 0 && of.cost > 0 ? `${dollars(of.cost / solved(of))} for each conversation solved by the assistant alone. ` : "";
  return (
    <Figure
      title="Cost of answers"
      name="cost"
      of={of}
      was={was}
      says={(report) => dollars(report.cost ?? 0)}
      means={`What the model was paid for answers to visitors, by the day on which they began, at the published prices. ${each}Trying out, and help for operators, are not in it.`}
      head={["Day", "Cost"]}
      rows={(report) => report.days.map((one) => [dayWords(one.day), dollars(one.cost ?? 0)])}
    >
      {of.cost > 0 ? <DayBars days={days} says={`Cost by day, ${dollars(of.cost)} in all`} unit={dollars} /> : <p class="figure-more">No model was paid: answers came straight from Knowledge.</p>}
    </Figure>
  );
}
