// What the list of messages uses of React, and no more: React's own events and properties, which Preact could imitate,
// cost every element of the page something.
import { type ComponentChildren, Component, createElement, options, type Ref } from 'preact';

export { useEffect, useImperativeHandle, useLayoutEffect, useMemo, useReducer, useRef } from 'preact/hooks';

type Draw<P> = (props: P) => ComponentChildren;

/** Draws again only when a property is another one. */
export function memo<P extends object>(draw: Draw<P>): new (props: P) => Component<P> {
  return class extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      return !isSame(this.props, next);
    }

    override render(): ComponentChildren {
      return createElement(draw, this.props);
    }
  };
}

/** References are properties like others. */
export function forwardRef<P>(
  draw: (props: Omit<P, 'ref'>, ref: Ref<unknown>) => ComponentChildren,
): Draw<P & { readonly ref?: Ref<unknown> }> {
  return ({ ref, ...props }) => draw(props, ref ?? null);
}

/** What `act` changes is drawn when this returns. */
export function flushSync(act: () => void): void {
  let draw: (() => void) | undefined;
  options.debounceRendering = (planned) => {
    draw = planned;
  };
  try {
    act();
    draw?.();
  } finally {
    // Nobody else plans drawings.
    delete options.debounceRendering;
  }
}

function isSame(a: object, b: object): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => name in b && Reflect.get(a, name) === Reflect.get(b, name));
}
