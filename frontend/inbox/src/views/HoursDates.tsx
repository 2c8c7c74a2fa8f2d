/** Days that are unlike the others: a country's holidays, and dates of one's own. */
import { useEffect, useState } from "preact/hooks";
import { byDate, type Country, type HoursDraft, type SpecialDay } from "../model/hours.ts";
import { api } from "../live/api.ts";
import { serverNow } from "../live/screen.ts";
import { Icon } from "./Icon.tsx";
import { Intervals } from "./HoursWeek.tsx";

type Change = (part: Partial<HoursDraft>) => void;

function useCountries(): readonly Country[] {
  const [countries, set] = useState<readonly Country[]>([]);
  useEffect(() => void api.countries().then((known) => set(known.countries), () => undefined), []);
  return countries;
}

function nameOf(code: string): string {
  try {
    return new Intl.DisplayNames(undefined, { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}

function Preset({ draft, saved, change }: { draft: HoursDraft; saved: HoursDraft; change: Change }) {
  const countries = useCountries();
  const { country, region } = draft;
  const regions = countries.find(({ code }) => code === country)?.regions ?? [];
  const fetched = country !== null && (country !== saved.country || region !== saved.region);
  const named = countries.map(({ code }) => [code, nameOf(code)] as const).sort((a, b) => a[1].localeCompare(b[1]));
  // Those of the country before are taken out at once; those of the new one come with the save.
  const choose = (next: string | null, part: string | null): void => change({ country: next, region: part, days: draft.days.filter((day) => !day.preset) });
  return (
    <div class="preset">
      <label class="field">
        <span>Public holidays</span>
        <select value={country ?? ""} onChange={(event) => choose(event.currentTarget.value || null, null)}>
          <option value="">None</option>
          {country && !countries.length && <option value={country}>{nameOf(country)}</option>}
          {named.map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {(regions.length > 0 || region) && (
        <label class="field">
          <span>Region</span>
          <select value={region ?? ""} onChange={(event) => choose(country, event.currentTarget.value || null)}>
            <option value="">Whole country</option>
            {region && !regions.length && <option value={region}>{region}</option>}
            {regions.map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {fetched && <p class="quiet preset-note">Its holidays of this year and the next come in when you save. You can change each of them.</p>}
    </div>
  );
}

function dayLabel(date: string): string {
  const day = new Date(`${date}T12:00:00`);
  if (Number.isNaN(day.getTime())) return "";
  return new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "short", year: "numeric" }).format(day);
}

interface RowProps {
  day: SpecialDay;
  change: (next: SpecialDay) => void;
  remove: () => void;
}

function DateRow({ day, change, remove }: RowProps) {
  const label = day.name || dayLabel(day.date) || "New date";
  return (
    <li class="date-row">
      {day.preset ? (
        <span class="date-when">{dayLabel(day.date)}</span>
      ) : (
        <input class="date-field" type="date" value={day.date} required aria-label={`Date of ${label}`} onInput={(event) => change({ ...day, date: event.currentTarget.value })} />
      )}
      {day.preset ? (
        <span class="date-name">{day.name}</span>
      ) : (
        <input class="date-field" value={day.name} maxLength={100} placeholder="What for" aria-label={`Name of ${label}`} onInput={(event) => change({ ...day, name: event.currentTarget.value })} />
      )}
      <Intervals intervals={day.intervals} of={label} change={(intervals) => change({ ...day, intervals, preset: false })} />
      <div class="week-acts">
        <button class="icon-button icon-button-small" type="button" title="Add times" aria-label={`Add times on ${label}`} onClick={() => change({ ...day, intervals: [...day.intervals, ["09:00", "12:00"]], preset: false })}>
          <Icon name="plus" size={16} />
        </button>
        <button class="icon-button icon-button-small" type="button" title="Take it out" aria-label={`Take ${label} out`} onClick={remove}>
          <Icon name="trash" size={16} />
        </button>
      </div>
    </li>
  );
}

const SHOWN = 6;

export function DatesEditor({ draft, saved, change }: { draft: HoursDraft; saved: HoursDraft; change: Change }) {
  const [all, setAll] = useState(false);
  const today = new Date(serverNow()).toISOString().slice(0, 10);
  const coming = draft.days.filter((day) => !day.preset || day.date >= today);
  const shown = all ? coming : coming.slice(0, SHOWN);
  const put = (old: SpecialDay, next: SpecialDay): void => change({ days: draft.days.map((day) => (day === old ? next : day)) });
  const add = (): void => {
    setAll(true);
    change({ days: [...byDate(draft.days), { date: "", name: "", intervals: [], preset: false }] });
  };
  return (
    <section class="dates" aria-label="Holidays and other dates">
      <Preset draft={draft} saved={saved} change={change} />
      {coming.length > 0 && (
        <ul class="date-list">
          {shown.map((day, n) => (
            <DateRow key={n} day={day} change={(next) => put(day, next)} remove={() => change({ days: draft.days.filter((one) => one !== day) })} />
          ))}
        </ul>
      )}
      <div class="date-acts">
        <button class="button button-small" type="button" onClick={add}>
          <Icon name="plus" size={16} />
          Add a date
        </button>
        {coming.length > shown.length && (
          <button class="text-button" type="button" onClick={() => setAll(true)}>
            {coming.length - shown.length} more
          </button>
        )}
      </div>
    </section>
  );
}
