/** What lies over the page: it comes late, like the other screens. */
import { patch, toast, useScreen } from "../live/screen.ts";
import { Late, part } from "./Late.tsx";

export const overs = part(() => import("./parts/over.ts"));

export function Over() {
  const over = useScreen((s) => s.over);
  if (!over) return null;
  const missing = (): void => {
    patch({ over: null });
    toast("This did not load. Check the connection and try again.", { tone: "bad" });
  };
  return (
    <Late from={overs} over={missing}>
      {(of) => (over.is === "keys" ? <of.Keys /> : over.is === "bar" ? <of.CommandBar c={over.c} /> : <of.Lightbox c={over.c} file={over.file} />)}
    </Late>
  );
}
