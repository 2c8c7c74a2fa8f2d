/** The figures come with their drawings when somebody looks at them, not before. */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

type Page = ComponentType<{ query: string }>;

export function Analytics({ query }: { query: string }) {
  const [page, setPage] = useState<{ of: Page } | null>(null);
  const [problem, setProblem] = useState(false);
  useEffect(() => {
    import("./AnalyticsPage.tsx").then((made) => setPage({ of: made.AnalyticsPage }), () => setProblem(true));
  }, []);
  if (page) return <page.of query={query} />;
  return <main class="page">{problem && <p class="problem no-match">This page did not load. Check the connection and open it again.</p>}</main>;
}
