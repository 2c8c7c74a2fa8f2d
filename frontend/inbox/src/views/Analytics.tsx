/** The figures come with their drawings when somebody looks at them, not before. */
import { Late } from "./Late.tsx";

const page = () => import("./AnalyticsPage.tsx").then((made) => made.AnalyticsPage);

export function Analytics({ query }: { query: string }) {
  return <Late page={page} query={query} />;
}
