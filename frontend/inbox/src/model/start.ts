/** From signing up to being live: which steps there are, and which are done. Pure. */
import type { Site } from "./sites.ts";

export interface Known {
  /** There is one. */
  source: boolean;
  origins: number;
  /** The assistant's settings were changed or published. */
  voice: boolean;
  hours: boolean;
  devices: number;
  sites: readonly Site[];
}

export interface Step {
  id: "knowledge" | "voice" | "people" | "install";
  title: string;
  text: string;
  href: string;
  go: string;
  done: boolean;
}

export function steps(known: Known): Step[] {
  return [
    { id: "knowledge", title: "What it may know", text: "The address of your site, a file, or a few lines of text. It answers from nothing else.", href: "/knowledge", go: "Add knowledge", done: known.source || known.origins > 0 },
    { id: "voice", title: "Its name and its tone", text: "And its colour, with the widget beside them, answering already.", href: "/settings/assistant", go: "More about it", done: known.voice },
    { id: "people", title: "When people answer", text: "Your hours, a device that rings, and an address for when nobody came.", href: "/settings/hours", go: "Opening hours", done: known.hours },
    { id: "install", title: "On your pages", text: "One tag.", href: "/settings/sites", go: "Colour and words", done: known.sites.some((site) => installed(site).good) },
  ];
}

/** What the server saw of the tag, as a sentence, and what is in the way. */
export function installed(site: Site): { good: boolean; text: string } {
  if (!site.seen) return { good: false, text: "Not seen yet. Put the tag on a page and open it: this line notices." };
  if (site.origins.length > 0 && !site.origins.includes(site.seen.page)) return { good: false, text: `Seen on ${site.seen.page}, which may not use it. Add that address under Web sites.` };
  return { good: true, text: `It works on ${site.seen.page}.` };
}

export const PLATFORMS: readonly (readonly [string, string])[] = [
  ["HTML", "Before the end of the body, on every page."],
  ["WordPress", "Appearance, Theme File Editor, footer.php: before </body>. Or a plugin that adds code to the footer."],
  ["Shopify", "Online Store, Themes, Edit code, theme.liquid: before </body>."],
  ["Wix", "Settings, Custom Code, Add: at the end of the body, on all pages."],
  ["Squarespace", "Settings, Developer Tools, Code Injection: Footer."],
  ["Webflow", "Site settings, Custom code: Footer code. Then publish."],
  ["Tag Manager", "A new Custom HTML tag, fired on All Pages."],
  ["Next.js", "In the root layout, with next/script and strategy=\"afterInteractive\": its src is the one of the tag."],
];
