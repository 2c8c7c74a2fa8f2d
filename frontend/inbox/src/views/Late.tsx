/** A page that comes, with its style, when somebody looks at it, not before. */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

interface Given {
  query: string;
}

export function Late({ page, query = "" }: { page: () => Promise<ComponentType<Given>>; query?: string }) {
  const [made, setMade] = useState<{ of: ComponentType<Given>; by: unknown } | null>(null);
  const [problem, setProblem] = useState(false);
  useEffect(() => {
    setProblem(false);
    page().then((of) => setMade({ of, by: page }), () => setProblem(true));
  }, [page]);
  if (made && made.by === page) return <made.of query={query} />;
  return <main class="page">{problem && <p class="problem no-match">This page did not load. Check the connection and open it again.</p>}</main>;
}
