import { jsx as createNode } from 'preact/jsx-runtime';

type Style = Readonly<Record<string, string | number | undefined>>;

/** For the list, whose styles give lengths as numbers of pixels. */
export function jsx(
  type: string,
  props: { readonly style?: Style; readonly [name: string]: unknown },
  key?: string,
): unknown {
  const { style } = props;
  return createNode(type, style === undefined ? props : { ...props, style: inPixels(style) }, key);
}

function inPixels(style: Style): Style {
  return Object.fromEntries(
    Object.entries(style).map(([name, value]) => [name, typeof value === 'number' ? `${value}px` : value]),
  );
}
