/** A page just big enough for the code under test: elements with children and text. Not a browser. */
import type { Child, Make } from "../src/ui";

export class Stand {
  children: Array<Stand | string> = [];
  parent: Stand | undefined;
  constructor(
    readonly tag: string,
    readonly attributes: Record<string, string> = {},
  ) {}
  append(...kids: Array<Stand | string>): void {
    for (const kid of kids) if (typeof kid != "string") kid.parent = this;
    this.children.push(...kids);
  }
  remove(): void {
    if (this.parent) this.parent.children = this.parent.children.filter((kid) => kid != this);
    this.parent = undefined;
  }
  get firstChild(): Stand | string | undefined {
    return this.children[0];
  }
  get lastChild(): Stand | string | undefined {
    return this.children[this.children.length - 1];
  }
  get textContent(): string {
    return this.children.map((kid) => (typeof kid == "string" ? kid : kid.textContent)).join("");
  }
  set textContent(text: string) {
    this.children = text ? [text] : [];
  }
  /** Every element in it, itself included. */
  all(): Stand[] {
    return [this, ...this.children.flatMap((kid) => (typeof kid == "string" ? [] : kid.all()))];
  }
  toString(): string {
    const attributes = Object.entries(this.attributes)
      .filter(([name, value]) => value && !/^(target|rel)$/.test(name))
      .map(([name, value]) => ` ${name}="${value}"`);
    const kids = this.children.map((kid) => (typeof kid == "string" ? kid.replace(/</g, "&lt;") : kid.toString()));
    return `<${this.tag}${attributes.join("")}>${kids.join("")}</${this.tag}>`;
  }
}

export const make = ((tag: string, attributes: Record<string, string> = {}, ...kids: Child[]) => {
  const element = new Stand(tag, attributes);
  element.append(...(kids as unknown as Array<Stand | string>));
  return element;
}) as unknown as Make;
