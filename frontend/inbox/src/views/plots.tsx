/** Plain drawings. What they show stands in a table beside each of them. */
import type { ComponentChildren } from "preact";
import { bars, dayWords, duration, percent, WEEKDAYS, type Spread } from "../model/reports.ts";

const MOST_BARS = 62;
const TALL = 120;

export interface Part {
  /** Class that gives the colour. */
  look: string;
  value: number;
  words: string;
}

/** `was`: all of it, in the time before. */
export interface Bar {
  day: string;
  parts: Part[];
  was?: number | undefined;
}

/** A bar a day, or for several days together; parts stand on each other. */
export function DayBars({ days, says, unit }: { days: Bar[]; says: string; unit: (value: number) => string }) {
  const groups = bars(days, MOST_BARS).map((some) => ({
    from: some[0]?.day ?? "",
    to: some[some.length - 1]?.day ?? "",
    parts: (some[0]?.parts ?? []).map((part, at) => ({ ...part, value: some.reduce((sum, one) => sum + (one.parts[at]?.value ?? 0), 0) })),
    was: some.reduce((sum, one) => sum + (one.was ?? 0), 0),
  }));
  const compared = days.some((one) => one.was !== undefined);
  const sum = (parts: Part[]): number => parts.reduce((all, one) => all + one.value, 0);
  const top = Math.max(...groups.map((one) => Math.max(sum(one.parts), one.was)), 0);
  const level = (value: number): number => (top > 0 ? TALL - (value / top) * TALL : TALL);
  const wide = groups.length * 10;
  const marks = groups.map(({ was }, at) => (was > 0 ? `M${at * 10 + 0.5},${level(was)}h9` : "")).join("");
  return (
    <figure class="plot">
      <p class="plot-top">{top > 0 ? unit(top) : ""}</p>
      <svg viewBox={`0 0 ${Math.max(wide, 10)} ${TALL}`} preserveAspectRatio="none" role="img" aria-label={says}>
        {groups.map((group, at) => {
          let below = TALL;
          const span = group.from === group.to ? dayWords(group.from) : `${dayWords(group.from)} – ${dayWords(group.to)}`;
          return (
            <g key={group.from}>
              <title>{`${span}: ${group.parts.map((part) => `${part.words} ${unit(part.value)}`).join(", ")}${compared ? `; before: ${unit(group.was)}` : ""}`}</title>
              <rect class="plot-hit" x={at * 10} y={0} width={10} height={TALL} />
              {group.parts.map((part) => {
                const tall = TALL - level(part.value);
                below -= tall;
                return <rect key={part.look} class={part.look} x={at * 10 + 1} y={below} width={8} height={tall} />;
              })}
            </g>
          );
        })}
        {compared && ["plot-was-edge", "plot-was"].map((look) => <path key={look} class={look} d={marks} />)}
      </svg>
      <p class="plot-ends">
        <span>{groups[0] && dayWords(groups[0].from)}</span>
        <span>{groups.length > 1 && dayWords(groups[groups.length - 1]?.to ?? "")}</span>
      </p>
    </figure>
  );
}

/** One bar, cut into parts of a whole. */
export function WholeBar({ parts, says }: { parts: Part[]; says: string }) {
  const whole = parts.reduce((sum, one) => sum + one.value, 0);
  let from = 0;
  return (
    <svg class="whole" viewBox="0 0 1000 28" preserveAspectRatio="none" role="img" aria-label={says}>
      {whole === 0 && <rect class="part-none" width={1000} height={28} />}
      {parts.map((part) => {
        const wide = whole > 0 ? (part.value / whole) * 1000 : 0;
        const x = from;
        from += wide;
        return wide > 0 ? (
          <rect key={part.look} class={part.look} x={x} width={Math.max(0, wide - 2)} height={28}>
            <title>{`${part.words}: ${part.value} (${percent(part.value, whole)})`}</title>
          </rect>
        ) : null;
      })}
    </svg>
  );
}

/** Names with a bar each, the longest at the top. */
export function NameBars({ rows }: { rows: { name: ComponentChildren; value: number; says: string }[] }) {
  const top = Math.max(...rows.map((row) => row.value), 1);
  return (
    <ul class="name-bars">
      {rows.map((row, at) => (
        <li key={at}>
          <span>{row.name}</span>
          <span class="name-value">{row.says}</span>
          <svg viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">
            <rect class="part-none" width={1000} height={8} />
            <rect class="part-ink" width={(row.value / top) * 1000} height={8} />
          </svg>
        </li>
      ))}
    </ul>
  );
}

/** Half came within the dark part, nine of ten within the light one. */
export function SpreadBars({ rows }: { rows: { name: string; of: Spread }[] }) {
  const top = Math.max(...rows.map((row) => row.of.p90 ?? 0), 1);
  return (
    <ul class="name-bars">
      {rows.map(({ name, of }) => (
        <li key={name}>
          <span>{name}</span>
          <span class="name-value">{of.n === 0 ? "none" : `half within ${duration(of.median)}, 90 % within ${duration(of.p90)}`}</span>
          <svg viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">
            <rect class="part-none" width={1000} height={8} />
            <rect class="part-soft" width={((of.p90 ?? 0) / top) * 1000} height={8} />
            <rect class="part-ink" width={((of.median ?? 0) / top) * 1000} height={8} />
          </svg>
        </li>
      ))}
    </ul>
  );
}

/** A square an hour of the week; the darker, the more was written. */
export function WeekSquares({ busy, says }: { busy: number[][]; says: string }) {
  const top = Math.max(...busy.flat(), 1);
  return (
    <figure class="plot">
      <svg class="week" viewBox="0 0 530 162" role="img" aria-label={says}>
        {busy.map((row, day) => (
          <g key={day}>
            <text x={0} y={day * 20 + 14}>
              {WEEKDAYS[day]}
            </text>
            {row.map((count, hour) => (
              <rect key={hour} x={34 + hour * 20.5} y={day * 20} width={18.5} height={18} rx={3} class={count > 0 ? "square" : "part-none"} style={count > 0 ? { fillOpacity: String(0.15 + (0.85 * count) / top) } : undefined}>
                <title>{`${WEEKDAYS[day]} ${hour}:00 – ${hour + 1}:00: ${count}`}</title>
              </rect>
            ))}
          </g>
        ))}
        {[0, 6, 12, 18].map((hour) => (
          <text key={hour} x={34 + hour * 20.5} y={156}>
            {hour}:00
          </text>
        ))}
      </svg>
    </figure>
  );
}
