// Shapes that only parts with a script of their own show.
import type { JSX } from 'preact';
import { Icon, type IconName, isIconName, Shape } from './Icon.tsx';

export type RareIconName = IconName | keyof typeof rareShapes;

const rareShapes = {
  number: 'M6.4 2.6 4.8 13.4M11.2 2.6 9.6 13.4M2.8 5.8h10.8M2.4 10.2h10.8',
  card: 'M1.8 3.2h12.4v9.6H1.8zM4.2 6.2h7.6M4.2 9.4h4.6',
  copy: 'M5.4 5.4h8v8h-8zM10.6 5.4V2.6h-8v8h2.8',
  unread: 'M2 4.2h8.2M2 8h12M2 11.8h9M13 4.2v.01',
  trash: 'M2.6 4.2h10.8M6.2 4V2.4h3.6V4M4 4.4l.7 9.2h6.6l.7-9.2M6.8 6.8v4.4M9.2 6.8v4.4',
  task: 'M2.6 2.6h10.8v10.8H2.6zM5 8.2l2.2 2.2L11.2 6',
  post: 'M2.4 3h11.2v10H2.4zM5 6h6M5 8.4h6M5 10.8h3.4',
  event: 'M2.4 3.8h11.2v9.6H2.4zM2.4 6.8h11.2M5.2 2.2v2.6M10.8 2.2v2.6',
  save: 'M8 2.2v7.6M4.8 7 8 10.2 11.2 7M2.6 10.8v2.8h10.8v-2.8',
  folder: 'M1.8 3.6h4.4l1.6 1.8h6.4v7.4H1.8z',
  play: 'M4.6 2.8v10.4L13 8z',
  zoomIn: 'M7 2.4a4.6 4.6 0 1 1 0 9.2 4.6 4.6 0 0 1 0-9.2zM10.4 10.4l3.4 3.4M5 7h4M7 5v4',
  zoomOut: 'M7 2.4a4.6 4.6 0 1 1 0 9.2 4.6 4.6 0 0 1 0-9.2zM10.4 10.4l3.4 3.4M5 7h4',
  fit: 'M2.4 5.6V2.4h3.2M10.4 2.4h3.2v3.2M13.6 10.4v3.2h-3.2M5.6 13.6H2.4v-3.2',
  chevronLeft: 'M10 3 5 8l5 5',
  chevronRight: 'm6 3 5 5-5 5',
  arrowUp: 'M8 13.2v-10M3.8 7.3 8 3.1l4.2 4.2',
  phone:
    'M4.2 2.2h2l1.2 3.2-1.6 1.2a8 8 0 0 0 3.6 3.6l1.2-1.6 3.2 1.2v2a1.6 1.6 0 0 1-1.8 1.6A11 11 0 0 1 2.6 4 1.6 1.6 0 0 1 4.2 2.2z',
  insert: 'M2.4 3h11.2M2.4 13h11.2M8 5.2v5.4M5.6 8.4 8 10.8l2.4-2.4',
  openFile: 'M3.6 1.8h5.2l3.4 3.4v9H3.6zM8.8 1.8v3.4h3.4M6 8.4h4M6 11h4',
  compare: 'M2 2.6h4.8v10.8H2zM9.2 2.6H14v10.8H9.2zM3.6 6h1.6M10.8 6h1.6M11.6 5.2v1.6',
  unfold: 'M4 6.2 8 10.2l4-4',
  fold: 'M4 9.8l4-4 4 4',
} as const;

export function RareIcon({ name }: { readonly name: RareIconName }): JSX.Element {
  return isIconName(name) ? <Icon name={name} /> : <Shape path={rareShapes[name]} />;
}
