/** Web sites with the widget, and the form that edits one. Pure. */
export interface Look {
  color?: string;
  side?: "left" | "right";
  theme?: "" | "light" | "dark";
  /** Pixels from the side and from the bottom. */
  x?: number;
  y?: number;
  greeting?: string;
  suggestions?: string[];
  store?: string;
  lang?: string;
  /** What is said first, in other languages than the site's own. */
  words?: Record<string, Words>;
  nudge?: string;
  nudge_after?: number;
  nudge_on?: string;
  /** Pages without the widget, and whether there is none while the team is away. */
  hide_on?: string[];
  hide_closed?: boolean;
  /** Visitors may send files. */
  files?: boolean;
}

export interface Words {
  nudge?: string;
  greeting?: string;
  suggestions?: string[];
}

export interface Site {
  id: string;
  key: string;
  name: string;
  origins: string[];
  appearance: Look;
  script: string;
  /** No widget on its pages, for now. */
  off: boolean;
  /** Until when the key before this one works on, in milliseconds. */
  old_key_until: number | null;
  seen: { at: number; page: string } | null;
}

export interface SiteForm {
  name: string;
  origins: string;
  color: string;
  side: "left" | "right";
  theme: "" | "light" | "dark";
  x: number;
  y: number;
  lang: string;
  /** By language, as typed; the site's own under its `lang`. */
  greetings: Record<string, string>;
  suggestions: Record<string, string>;
  nudges: Record<string, string>;
  nudgeAfter: number;
  nudgeOn: string;
  hideOn: string;
  hideClosed: boolean;
  files: boolean;
}

/** What stands in the way on a page; nothing: nothing. `fix`: what to add, or which origin to allow. */
export interface Looked {
  page: string;
  findings: { code: string; text: string; fix: string }[];
}

/** Where its widget probably is, as far as one can tell. */
export function firstAddress(site: Site): string {
  return site.seen?.page ?? site.origins[0] ?? (/^[\w-]+(\.[\w-]+)+$/.test(site.name) ? `https://${site.name}` : "");
}

export const DEFAULT_COLOR = "#1b1a17";

export const blankSite: SiteForm = { name: "", origins: "", color: DEFAULT_COLOR, side: "right", theme: "", x: 20, y: 20, lang: "en", greetings: {}, suggestions: {}, nudges: {}, nudgeAfter: 30, nudgeOn: "", hideOn: "", hideClosed: false, files: false };

export function formOf(site: Site): SiteForm {
  const { color, side, theme = "", x = 20, y = 20, lang = "en", greeting, suggestions, nudge, nudge_after = 30, nudge_on = "", hide_on = [], hide_closed = false, files = false, words = {} } = site.appearance;
  const all: Record<string, Words> = { ...words, [lang]: { greeting: greeting ?? "", suggestions: suggestions ?? [], nudge: nudge ?? "" } };
  const each = (shown: (words: Words) => string): Record<string, string> => Object.fromEntries(Object.entries(all).map(([one, said]) => [one, shown(said)]));
  return {
    name: site.name,
    origins: site.origins.join("\n"),
    color: color ?? DEFAULT_COLOR,
    side: side ?? "right",
    theme,
    x,
    y,
    lang,
    greetings: each((said) => said.greeting ?? ""),
    suggestions: each((said) => (said.suggestions ?? []).join("\n")),
    nudges: each((said) => said.nudge ?? ""),
    nudgeAfter: nudge_after,
    nudgeOn: nudge_on,
    hideOn: hide_on.join("\n"),
    hideClosed: hide_closed,
    files,
  };
}

const lines = (text: string): string[] => text.split("\n").map((line) => line.trim()).filter(Boolean);

/** What is sent. Settings that the form does not show stay as they are. */
export function wanted(form: SiteForm, known: Look = {}): { name: string; origins: string[]; appearance: Look } {
  const { color, side, theme, x, y, lang, greetings, suggestions, nudges } = form;
  const said = (one: string): Words => ({ greeting: (greetings[one] ?? "").trim(), suggestions: lines(suggestions[one] ?? ""), nudge: (nudges[one] ?? "").trim() });
  const others = [...new Set([...Object.keys(greetings), ...Object.keys(suggestions), ...Object.keys(nudges)])].filter((one) => one !== lang);
  return { name: form.name.trim(), origins: lines(form.origins), appearance: { ...known, color, side, theme, x, y, lang, ...said(lang), nudge_after: form.nudgeAfter, nudge_on: form.nudgeOn.trim(), hide_on: lines(form.hideOn), hide_closed: form.hideClosed, files: form.files, words: Object.fromEntries(others.map((one) => [one, said(one)])) } };
}

/** Black or white, whichever can be read better on this colour: 4.58:1 at least, whatever it is. */
export function onColor(color: string): "#000" | "#fff" {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000" : "#fff";
}

/** What visitors are asked for when a person is to answer; `consent` by language, "" for all others. */
export interface Capture {
  fields: string[];
  consent: Record<string, string>;
  privacy: string;
  version: number;
}

/** The languages that the widget speaks. */
export const LANGUAGES: readonly (readonly [string, string])[] = [
  ["en", "English"],
  ["es", "Español"],
  ["fr", "Français"],
  ["de", "Deutsch"],
  ["it", "Italiano"],
  ["pt-BR", "Português (Brasil)"],
  ["nl", "Nederlands"],
  ["pl", "Polski"],
  ["tr", "Türkçe"],
  ["ar", "العربية"],
  ["he", "עברית"],
  ["ja", "日本語"],
];
