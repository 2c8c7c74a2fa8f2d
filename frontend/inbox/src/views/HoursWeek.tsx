/** Seven rows of times, and the field for a time zone. */
import { useId } from "preact/hooks";
import { copyToWeekdays, DAY_NAMES, DAYS, further, intervalProblem, overnight, tidyTime, type Interval, type Week } from "../model/hours.ts";
import { Icon } from "./Icon.tsx";

interface TimeProps {
  value: string;
  label: string;
  wrong: boolean;
  change: (time: string) => void;
}

function Time({ value, label, wrong, change }: TimeProps) {
  return (
    <input
      class="clock-field"
      value={value}
      aria-label={label}
      aria-invalid={wrong}
      maxLength={5}
      autocomplete="off"
      onInput={(event) => change(event.currentTarget.value)}
      onBlur={(event) => change(tidyTime(event.currentTarget.value))}
    />
  );
}

interface IntervalsProps {
  intervals: readonly Interval[];
  of: string;
  change: (intervals: readonly Interval[]) => void;
}

export function Intervals({ intervals, of, change }: IntervalsProps) {
  const put = (at: number, one: Interval): void => change(intervals.map((known, n) => (n === at ? one : known)));
  return (
    <div class="intervals">
      {intervals.length === 0 && <span class="quiet hours-closed">Closed</span>}
      {intervals.map((one, n) => {
        const problem = intervalProblem(one);
        return (
          <div class="interval" key={n}>
            <Time value={one[0]} label={`${of}, from`} wrong={problem !== null} change={(time) => put(n, [time, one[1]])} />
            <span aria-hidden="true">–</span>
            <Time value={one[1]} label={`${of}, to`} wrong={problem !== null} change={(time) => put(n, [one[0], time])} />
            <button class="icon-button icon-button-small" type="button" aria-label={`Remove ${one[0]} to ${one[1]}`} onClick={() => change(intervals.filter((_, at) => at !== n))}>
              <Icon name="cross" size={16} />
            </button>
            {overnight(one) && <span class="interval-note">next day</span>}
            {problem && <span class="interval-note interval-wrong">{problem}</span>}
          </div>
        );
      })}
    </div>
  );
}

export function WeekEditor({ week, change }: { week: Week; change: (week: Week) => void }) {
  return (
    <div class="week" role="group" aria-label="Week">
      {DAYS.map((day) => (
        <div class="week-row" key={day}>
          <span class="week-day">{DAY_NAMES[day]}</span>
          <Intervals intervals={week[day]} of={DAY_NAMES[day]} change={(intervals) => change({ ...week, [day]: intervals })} />
          <div class="week-acts">
            <button class="icon-button icon-button-small" type="button" title="Add times" aria-label={`Add times on ${DAY_NAMES[day]}`} onClick={() => change({ ...week, [day]: [...week[day], further(week[day])] })}>
              <Icon name="plus" size={16} />
            </button>
            <button class="icon-button icon-button-small" type="button" title="Copy to the weekdays" aria-label={`Copy ${DAY_NAMES[day]} to the weekdays`} onClick={() => change(copyToWeekdays(week, day))}>
              <Icon name="copy" size={16} />
            </button>
          </div>
        </div>
      ))}
    </div>
  );
}

const ZONES: readonly string[] = Intl.supportedValuesOf("timeZone");

export function ZoneField({ label, value, change }: { label: string; value: string; change: (zone: string) => void }) {
  const list = useId();
  const known = ZONES.includes(value) || value === "UTC";
  const there = known ? new Intl.DateTimeFormat(undefined, { timeZone: value, weekday: "short", hour: "2-digit", minute: "2-digit" }).format(Date.now()) : "";
  return (
    <label class="field field-short">
      <span>{label}</span>
      <input
        list={list}
        value={value}
        aria-invalid={!known}
        autocomplete="off"
        spellcheck={false}
        placeholder="Type a city"
        onInput={(event) => change(found(event.currentTarget.value))}
      />
      <datalist id={list}>
        {ZONES.map((zone) => (
          <option key={zone} value={zone}>
            {zone.replaceAll("_", " ")}
          </option>
        ))}
      </datalist>
      <small class="quiet">{known ? `There it is ${there}` : "Choose one from the list, like Europe/Berlin."}</small>
    </label>
  );
}

/** A city's name alone is enough when only one zone bears it. */
function found(typed: string): string {
  const city = typed.trim().replaceAll(" ", "_").toLowerCase();
  const fitting = ZONES.filter((zone) => zone.toLowerCase().endsWith(`/${city}`));
  return fitting.length === 1 && fitting[0] ? fitting[0] : typed;
}
