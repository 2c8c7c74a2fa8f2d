/** The four pages of Knowledge, at the same place on each. */
import { useScreen } from "../live/screen.ts";

const PAGES = [
  ["knowledge", "/knowledge", "Sources"],
  ["gaps", "/knowledge/gaps", "Answer gaps"],
  ["golden", "/knowledge/questions", "Test questions"],
  ["test", "/knowledge/test", "Try it"],
] as const;

export function KnowledgeNav() {
  const at = useScreen((s) => s.route.at);
  return (
    <nav class="subnav" aria-label="Knowledge">
      {PAGES.map(([one, href, name]) => (
        <a key={one} href={href} aria-current={at === one ? "page" : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
}
