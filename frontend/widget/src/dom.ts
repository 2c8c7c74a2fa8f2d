/** The one function that makes elements: strings become attributes, functions listeners. */
import type { Child, Make } from "./ui";

export const make = ((tag: string, props: Record<string, unknown> = {}, ...kids: Child[]) => {
  const element = document.createElement(tag);
  for (const name in props) {
    const value = props[name];
    if (typeof value == "string") element.setAttribute(name, value);
    else element.addEventListener(name, value as EventListener);
  }
  element.append(...kids);
  return element;
}) as unknown as Make;

/** A stroked 24 px icon from its path. */
export function icon(d: string): Node {
  const draw = (tag: string) => document.createElementNS("http://www.w3.org/2000/svg", tag);
  const svg = draw("svg");
  const path = draw("path");
  svg.setAttribute("viewBox", "0 0 24 24");
  path.setAttribute("d", d);
  svg.append(path);
  return svg;
}
