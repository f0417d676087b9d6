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
  card: 'M1.8 3.2h12.4v9.6H1.8zM4.2 6.2h7.6M4.2 9.4h4.6',
  heart: 'M8 13.4 2.9 8.3a3.1 3.1 0 0 1 4.4-4.4l.7.7.7-.7a3.1 3.1 0 0 1 4.4 4.4z',
  clock: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8zM8 4.6V8l2.4 1.5',
  warning: 'M8 2 14.4 13.6H1.6zM8 6.4v3.4M8 11.8v.01',
  copy: 'M5.4 5.4h8v8h-8zM10.6 5.4V2.6h-8v8h2.8',
  chat: 'M1.8 2.8h12.4v8.4H8.6L5 14.2v-3H1.8z',
  check: 'm2.8 8.6 3.4 3.4 7-8',
  lock: 'M3.4 7.2h9.2v6.4H3.4zM5.4 7.2V5a2.6 2.6 0 0 1 5.2 0v2.2',
  pencil: 'm2.6 13.4.8-3.2 7.4-7.4 2.4 2.4-7.4 7.4zM9.2 4.4l2.4 2.4',
  close: 'm4 4 8 8M12 4l-8 8',
  jump: 'M6.6 3.2 2.6 7.2l4 4M2.6 7.2h6.8a4 4 0 0 1 4 4v1.6',
  more: 'M3.4 8v.01M8 8v.01M12.6 8v.01',
  link: 'M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.4-2.4a2.6 2.6 0 0 0-3.7-3.7l-1 1M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.1 9.2a2.6 2.6 0 0 0 3.7 3.7l1-1',
  unread: 'M2 4.2h8.2M2 8h12M2 11.8h9M13 4.2v.01',
  external: 'M6.4 3H3v10h10V9.6M9 2.6h4.4V7M13.2 2.8 7.4 8.6',
  trash: 'M2.6 4.2h10.8M6.2 4V2.4h3.6V4M4 4.4l.7 9.2h6.6l.7-9.2M6.8 6.8v4.4M9.2 6.8v4.4',
  reply: 'M6.6 3.4 2.4 7.6l4.2 4.2M2.6 7.6h6a5 5 0 0 1 5 5',
  quote: 'M3 4h4v4.4L4.4 12M9.4 4h4v4.4L10.8 12',
  edit: 'M10.6 2.8 13.2 5.4 5.8 12.8 2.6 13.4l.6-3.2z',
  forward: 'M9.4 3.4l4.2 4.2-4.2 4.2M13.4 7.6h-6a5 5 0 0 0-5 5',
  task: 'M2.6 2.6h10.8v10.8H2.6zM5 8.2l2.2 2.2L11.2 6',
  post: 'M2.4 3h11.2v10H2.4zM5 6h6M5 8.4h6M5 10.8h3.4',
  event: 'M2.4 3.8h11.2v9.6H2.4zM2.4 6.8h11.2M5.2 2.2v2.6M10.8 2.2v2.6',
  eye: 'M1.6 8s2.2-4.2 6.4-4.2S14.4 8 14.4 8 12.2 12.2 8 12.2 1.6 8 1.6 8zM8 6.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z',
  doubleCheck: 'm1.2 8.8 2.8 2.8 5.6-6.8M6.6 10.6l1 1 6.6-6.8',
  search: 'M7 2.4a4.6 4.6 0 1 1 0 9.2 4.6 4.6 0 0 1 0-9.2zM10.4 10.4l3.4 3.4',
  save: 'M8 2.2v7.6M4.8 7 8 10.2 11.2 7M2.6 10.8v2.8h10.8v-2.8',
  folder: 'M1.8 3.6h4.4l1.6 1.8h6.4v7.4H1.8z',
  play: 'M4.6 2.8v10.4L13 8z',
  zoomIn: 'M7 2.4a4.6 4.6 0 1 1 0 9.2 4.6 4.6 0 0 1 0-9.2zM10.4 10.4l3.4 3.4M5 7h4M7 5v4',
  zoomOut: 'M7 2.4a4.6 4.6 0 1 1 0 9.2 4.6 4.6 0 0 1 0-9.2zM10.4 10.4l3.4 3.4M5 7h4',
  fit: 'M2.4 5.6V2.4h3.2M10.4 2.4h3.2v3.2M13.6 10.4v3.2h-3.2M5.6 13.6H2.4v-3.2',
  chevronLeft: 'M10 3 5 8l5 5',
  chevronRight: 'm6 3 5 5-5 5',
  attach: 'M12.6 7.4 7.8 12.2a3 3 0 0 1-4.3-4.3l5.3-5.3a2 2 0 0 1 2.9 2.9l-5.2 5.2a1 1 0 0 1-1.5-1.5l4.6-4.6',
  bell: 'M3.2 11.6h9.6c-1-1-1.3-1.8-1.3-4.2a3.5 3.5 0 0 0-7 0c0 2.4-.3 3.2-1.3 4.2zM6.8 13.8h2.4',
  bellOff:
    'M3.2 11.6h9.6c-1-1-1.3-1.8-1.3-4.2a3.5 3.5 0 0 0-7 0c0 2.4-.3 3.2-1.3 4.2zM6.8 13.8h2.4M2.4 2.4l11.2 11.2',
  pin: 'M9.6 2.4l4 4-1.2.6-2.2 2.2-.4 3L5 7.4l3-.4 2.2-2.2zM6.2 9.8 2.8 13.2',
  people:
    'M6 3a2.2 2.2 0 1 1 0 4.4A2.2 2.2 0 0 1 6 3zM1.8 13.2a4.2 4.2 0 0 1 8.4 0M10.6 3.2a2.1 2.1 0 0 1 0 4M11.6 9.4a4 4 0 0 1 2.8 3.8',
  arrowUp: 'M8 13.2v-10M3.8 7.3 8 3.1l4.2 4.2',
  back: 'M13 8H3.2M7.2 3.8 3 8l4.2 4.2',
} as const;

/** Says nothing to a screen reader: the control or the text beside it does. */
export function Icon({ name }: { readonly name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={shapes[name]} />
    </svg>
  );
}
