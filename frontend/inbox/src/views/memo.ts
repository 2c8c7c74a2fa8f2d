/** A component that renders again only when one of its properties is another value. */
import { Component, h, type ComponentChild, type ComponentType } from "preact";

export function memo<P extends object>(inner: ComponentType<P>): ComponentType<P> {
  return class extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      const known = this.props as Record<string, unknown>;
      const coming = next as Record<string, unknown>;
      const names = new Set([...Object.keys(known), ...Object.keys(coming)]);
      return [...names].some((name) => !Object.is(known[name], coming[name]));
    }

    override render(): ComponentChild {
      return h(inner, this.props as never);
    }
  };
}
