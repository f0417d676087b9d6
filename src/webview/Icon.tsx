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
  jump: 'M6.6 3.2 2.6 7.2l4 4M2.6 7.2h6.8a4 4 0 0 1 4 4v1.6',
} as const;

/** Says nothing to a screen reader: the control or the text beside it does. */
export function Icon({ name }: { readonly name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={shapes[name]} />
    </svg>
  );
}
