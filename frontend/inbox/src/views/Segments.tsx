/** One of a few, side by side. */
interface SegmentsProps<T extends string> {
  name: string;
  /** Stands above; `quiet`: for screen readers alone. */
  label: string;
  quiet?: boolean;
  of: Readonly<Record<T, string>>;
  value: T;
  pick: (value: T) => void;
}

export function Segments<T extends string>({ name, label, quiet = false, of, value, pick }: SegmentsProps<T>) {
  return (
    <fieldset class="field choice">
      <legend class={quiet ? "hidden" : undefined}>{label}</legend>
      <div class="segments">
        {(Object.keys(of) as T[]).map((one) => (
          <label key={one} class="segment">
            <input type="radio" name={name} value={one} checked={value === one} onChange={() => pick(one)} />
            <span>{of[one]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
