/** A component that renders again only when one of its properties is another value. */
import { Component, h, type ComponentChild, type ComponentType } from "preact";

type Props = Readonly<Record<string, unknown>>;

function differs(a: Props, b: Props): boolean {
  for (const name in a) if (!Object.is(a[name], b[name])) return true;
  return false;
}

export function memo<P extends object>(inner: ComponentType<P>): ComponentType<P> {
  return class extends Component<P> {
    override shouldComponentUpdate(next: P): boolean {
      return differs(this.props as Props, next as Props) || differs(next as Props, this.props as Props);
    }

    override render(): ComponentChild {
      return h(inner, this.props as never);
    }
  };
}
