/** Web sites with the widget, and the form that edits one. Pure. */
export interface Look extends Words {
  color?: string;
  side?: "left" | "right";
  theme?: "" | "light" | "dark";
  /** Pixels from the side and from the bottom; on telephones, where it differs. */
  x?: number;
  y?: number;
  phone_x?: number | null;
  phone_y?: number | null;
  z?: number | null;
  /** Of the corners, in pixels. */
  radius?: 0 | 8 | 16;
  /** One of ours, or the path of an own one. */
  icon?: string;
  store?: string;
  lang?: string;
  /** What is said in other languages than the site's own. */
  words?: Record<string, Words>;
  pages?: { on: string; words: Record<string, Words> }[];
  nudges?: Nudge[];
  /** Pages without the widget, and whether there is none while the team is away. */
  hide_on?: string[];
  hide_closed?: boolean;
  /** Visitors may send files. */
  files?: boolean;
  thumbs?: boolean;
  sound?: boolean;
  brand?: boolean;
}

export interface Words {
  greeting?: string;
  suggestions?: string[];
  label?: string;
  notice?: string;
}

/** A line above the launcher: `at` is in seconds or percent, `text` by language. */
export interface Nudge {
  on?: string;
  when: "after" | "idle" | "scroll" | "leave";
  at?: number;
  returning?: boolean;
  text: Record<string, string>;
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

/** As typed. */
export interface Said {
  greeting: string;
  suggestions: string;
  label: string;
  notice: string;
}
export const nothingSaid: Said = { greeting: "", suggestions: "", label: "", notice: "" };

export interface PageForm {
  on: string;
  words: Record<string, Said>;
}

export interface SiteForm extends Required<Pick<Look, "color" | "side" | "theme" | "x" | "y" | "radius" | "icon" | "lang" | "hide_closed" | "files" | "thumbs" | "sound" | "brand">> {
  name: string;
  origins: string;
  /** Null: as on computers; as everybody. */
  phone_x: number | null;
  phone_y: number | null;
  z: number | null;
  /** By language, the site's own among them. */
  words: Record<string, Said>;
  pages: PageForm[];
  nudges: Nudge[];
  hideOn: string;
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

export const blankSite: SiteForm = {
  name: "",
  origins: "",
  color: DEFAULT_COLOR,
  side: "right",
  theme: "",
  x: 20,
  y: 20,
  phone_x: null,
  phone_y: null,
  z: null,
  radius: 16,
  icon: "bubble",
  lang: "en",
  words: {},
  pages: [],
  nudges: [],
  hideOn: "",
  hide_closed: false,
  files: false,
  thumbs: true,
  sound: true,
  brand: true,
};

const typed = ({ greeting = "", suggestions = [], label = "", notice = "" }: Words): Said => ({ greeting, suggestions: suggestions.join("\n"), label, notice });
const eachTyped = (words: Record<string, Words>): Record<string, Said> => Object.fromEntries(Object.entries(words).map(([lang, said]) => [lang, typed(said)]));

export function formOf(site: Site): SiteForm {
  const { appearance: look } = site;
  const known = Object.fromEntries(Object.entries(look).filter(([name]) => name in blankSite));
  const { lang = "en", words = {}, pages = [], nudges = [], hide_on = [] } = look;
  return {
    ...blankSite,
    ...known,
    name: site.name,
    origins: site.origins.join("\n"),
    words: eachTyped({ ...words, [lang]: look }),
    pages: pages.map(({ on, words: said }) => ({ on, words: eachTyped(said) })),
    nudges,
    hideOn: hide_on.join("\n"),
  };
}

const lines = (text: string): string[] => text.split("\n").map((line) => line.trim()).filter(Boolean);

/** What is sent: nothing that is empty. */
function said({ greeting, suggestions, label, notice }: Said): Words {
  const all = { greeting: greeting.trim(), suggestions: lines(suggestions), label: label.trim(), notice: notice.trim() };
  return Object.fromEntries(Object.entries(all).filter(([, text]) => text.length));
}

const eachSaid = (words: Record<string, Said>): Record<string, Words> =>
  Object.fromEntries(Object.entries(words).map(([lang, typed]) => [lang, said(typed)] as const).filter(([, words]) => Object.keys(words).length));

/** What is sent. Settings that the form does not show stay as they are. */
export function wanted(form: SiteForm, known: Look = {}): { name: string; origins: string[]; appearance: Look } {
  const { name, origins, words, pages, hideOn, ...look } = form;
  const { [look.lang]: own = {}, ...others } = eachSaid(words);
  const { store } = known;
  return {
    name: name.trim(),
    origins: lines(origins),
    appearance: {
      ...(store && { store }),
      ...look,
      ...own,
      words: others,
      pages: pages.map(({ on, words: typed }) => ({ on: on.trim(), words: eachSaid(typed) })),
      hide_on: lines(hideOn),
    },
  };
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
