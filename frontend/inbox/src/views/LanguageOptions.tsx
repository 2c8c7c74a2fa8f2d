import { LANGUAGES } from "../model/sites.ts";

/** What the widget speaks, inside a `<select>`. `none`: what it means to choose none of them. */
export function LanguageOptions({ none }: { none: string }) {
  return (
    <>
      <option value="">{none}</option>
      {LANGUAGES.map(([code, name]) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </>
  );
}
