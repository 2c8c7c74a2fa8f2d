/** Makes elements. The loader has the functions; the panel and the tests are handed them. Text only becomes text nodes. */
export type Child = Node | string;
type Value = string | ((event: never) => void);
export interface Make {
  <K extends keyof HTMLElementTagNameMap>(tag: K, props?: Record<string, Value>, ...kids: Child[]): HTMLElementTagNameMap[K];
  (tag: string, props?: Record<string, Value>, ...kids: Child[]): HTMLElement;
}

export let h: Make;

export const use = (make: Make): void => {
  h = make;
};
