import type { JSX } from 'preact';

export type IconName = keyof typeof shapes;

// Drawn on 16 by 16 with a stroke of the text's colour, so that every theme and both contrasts fit.
const shapes = {
  send: 'M2.5 2.6 13.7 8 2.5 13.4 4.3 8zM4.3 8h5',
  arrowDown: 'M8 2.8v10M3.8 8.7 8 12.9l4.2-4.2',
  file: 'M3.8 1.8h5.4l3 3v9.4H3.8zM9 1.8v3.3h3.2',
  image: 'M2 3h12v10H2zM2 11l3.6-3.8 3 3 1.9-1.8L14 11.6M10.6 5.6v.01',
  video: 'M1.8 4h8.6v8H1.8zM10.4 7.2 14.2 5v6l-3.8-2.2',
  audio: 'M3 6.2v3.6M5.5 4v8M8 2.2v11.6M10.5 4.8v6.4M13 6.6v2.8',
  heart: 'M8 13.4 2.9 8.3a3.1 3.1 0 0 1 4.4-4.4l.7.7.7-.7a3.1 3.1 0 0 1 4.4 4.4z',
  clock: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8zM8 4.6V8l2.4 1.5',
  warning: 'M8 2 14.4 13.6H1.6zM8 6.4v3.4M8 11.8v.01',
  chat: 'M1.8 2.8h12.4v8.4H8.6L5 14.2v-3H1.8z',
  check: 'm2.8 8.6 3.4 3.4 7-8',
  lock: 'M3.4 7.2h9.2v6.4H3.4zM5.4 7.2V5a2.6 2.6 0 0 1 5.2 0v2.2',
  close: 'm4 4 8 8M12 4l-8 8',
  bold: 'M5 2.8h3.4a2.5 2.5 0 0 1 0 5H5zM5 7.8h4.1a2.7 2.7 0 0 1 0 5.4H5z',
  italic: 'M6.6 2.8h5M4.4 13.2h5M9.1 2.8l-2.2 10.4',
  underline: 'M4.4 2.4v5.2a3.6 3.6 0 0 0 7.2 0V2.4M3.4 13.8h9.2',
  strike:
    'M2.2 8h11.6M11.6 4.7C11.2 3.3 9.9 2.5 8 2.5c-2 0-3.4 1-3.4 2.7 0 .8.3 1.4.9 1.9M4.4 11.1c.4 1.5 1.7 2.4 3.6 2.4 2.1 0 3.6-1 3.6-2.7 0-.4-.1-.7-.2-1',
  code: 'M5.4 4.4 1.8 8l3.6 3.6M10.6 4.4 14.2 8l-3.6 3.6',
  codeBlock: 'M1.8 2.8h12.4v10.4H1.8zM6.4 5.8 4.2 8l2.2 2.2M9.6 5.8 11.8 8l-2.2 2.2',
  list: 'M2.8 4v.01M2.8 8v.01M2.8 12v.01M6 4h7.6M6 8h7.6M6 12h7.6',
  at: 'M10.7 8a2.7 2.7 0 1 1-5.4 0 2.7 2.7 0 0 1 5.4 0zM10.7 5.4v3.3a1.7 1.7 0 0 0 3.4 0V8a6.1 6.1 0 1 0-2.6 5',
  smile: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8zM5.1 9.5a3.3 3.3 0 0 0 5.8 0M6 6.2v.01M10 6.2v.01',
  format:
    'M1.6 12.6 4.9 4h.9l3.3 8.6M2.8 9.7h5.1M14.2 12.6V7.4M14.2 10a2.1 2.1 0 1 1-4.2 0 2.1 2.1 0 0 1 4.2 0z',
  jump: 'M6.6 3.2 2.6 7.2l4 4M2.6 7.2h6.8a4 4 0 0 1 4 4v1.6',
  more: 'M2.9 8a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M7.5 8a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M12.1 8a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0',
  link: 'M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.4-2.4a2.6 2.6 0 0 0-3.7-3.7l-1 1M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.1 9.2a2.6 2.6 0 0 0 3.7 3.7l1-1',
  external: 'M6.4 3H3v10h10V9.6M9 2.6h4.4V7M13.2 2.8 7.4 8.6',
  reply: 'M6.6 3.4 2.4 7.6l4.2 4.2M2.6 7.6h6a5 5 0 0 1 5 5',
  quote: 'M3 4h4v4.4L4.4 12M9.4 4h4v4.4L10.8 12',
  edit: 'M10.6 2.8 13.2 5.4 5.8 12.8 2.6 13.4l.6-3.2z',
  forward: 'M9.4 3.4l4.2 4.2-4.2 4.2M13.4 7.6h-6a5 5 0 0 0-5 5',
  eye: 'M1.6 8s2.2-4.2 6.4-4.2S14.4 8 14.4 8 12.2 12.2 8 12.2 1.6 8 1.6 8zM8 6.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z',
  doubleCheck: 'm1.2 8.8 2.8 2.8 5.6-6.8M6.6 10.6l1 1 6.6-6.8',
  search: 'M7 2.4a4.6 4.6 0 1 1 0 9.2 4.6 4.6 0 0 1 0-9.2zM10.4 10.4l3.4 3.4',
  attach: 'M12.6 7.4 7.8 12.2a3 3 0 0 1-4.3-4.3l5.3-5.3a2 2 0 0 1 2.9 2.9l-5.2 5.2a1 1 0 0 1-1.5-1.5l4.6-4.6',
  bell: 'M3.2 11.6h9.6c-1-1-1.3-1.8-1.3-4.2a3.5 3.5 0 0 0-7 0c0 2.4-.3 3.2-1.3 4.2zM6.8 13.8h2.4',
  bellOff:
    'M3.2 11.6h9.6c-1-1-1.3-1.8-1.3-4.2a3.5 3.5 0 0 0-7 0c0 2.4-.3 3.2-1.3 4.2zM6.8 13.8h2.4M2.4 2.4l11.2 11.2',
  pin: 'M9.6 2.4l4 4-1.2.6-2.2 2.2-.4 3L5 7.4l3-.4 2.2-2.2zM6.2 9.8 2.8 13.2',
  people:
    'M6 3a2.2 2.2 0 1 1 0 4.4A2.2 2.2 0 0 1 6 3zM1.8 13.2a4.2 4.2 0 0 1 8.4 0M10.6 3.2a2.1 2.1 0 0 1 0 4M11.6 9.4a4 4 0 0 1 2.8 3.8',
  back: 'M13 8H3.2M7.2 3.8 3 8l4.2 4.2',
} as const;

export function Icon({ name }: { readonly name: IconName }): JSX.Element {
  return <Shape path={shapes[name]} />;
}

/** Says nothing to a screen reader: the control or the text beside it does. */
export function Shape({ path }: { readonly path: string }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={path} />
    </svg>
  );
}

export function isIconName(name: string): name is IconName {
  return name in shapes;
}
