import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { FileRow } from '../../protocol/threadFiles.ts';
import { fillIn } from '../fillIn.ts';
import { RareIcon, type RareIconName } from '../RareIcon.tsx';
import { useFile, useFileServices } from './fileServices.ts';

interface ViewerProps {
  readonly images: readonly FileRow[];
  readonly start: FileRow;
  readonly onClose: () => void;
}

const STEP = 1.25;
const LEAST_ZOOM = 0.1;
const MOST_ZOOM = 8;

/** Pictures large, one at a time: arrows go to the others, plus and minus zoom, 0 shows the whole, Escape leaves. */
export function ImageViewer({ images, start, onClose }: ViewerProps): JSX.Element {
  const { urls, post, wording: words } = useFileServices();
  const [index, setIndex] = useState(() => Math.max(0, images.indexOf(start)));
  /** 0 fits the picture into the view. */
  const [zoom, setZoom] = useState(0);
  const dialog = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLImageElement>(null);
  const row = images[Math.min(index, images.length - 1)] ?? start;
  const state = useFile(row.ref, true);
  const label = fillIn(words.viewer, row.name, String(index + 1), String(images.length));

  useLayoutEffect(() => {
    dialog.current?.focus({ preventScroll: true });
  }, []);

  const go = (step: number): void => {
    setZoom(0);
    setIndex((before) => Math.min(images.length - 1, Math.max(0, before + step)));
  };
  const zoomBy = (factor: number): void => {
    const image = picture.current;
    if (!image) return;
    const now = zoom > 0 ? zoom : image.clientWidth / Math.max(1, image.naturalWidth);
    setZoom(Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, now * factor)));
  };
  useLayoutEffect(() => {
    const image = picture.current;
    if (!image) return;
    const width = zoom > 0 ? `${Math.round(image.naturalWidth * zoom)}px` : '';
    image.style.setProperty('width', width);
  }, [zoom, state.kind, row]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const isRightToLeft = dialog.current !== null && getComputedStyle(dialog.current).direction === 'rtl';
    const act = actOf(event, isRightToLeft);
    // Nothing beneath hears of keys that are pressed here.
    event.stopPropagation();
    if (act === undefined) return;
    if (act === 'tab') keepInside(event, dialog.current);
    else event.preventDefault();
    if (act === 'close') onClose();
    if (act === 'previous') go(-1);
    if (act === 'next') go(1);
    if (act === 'in') zoomBy(STEP);
    if (act === 'out') zoomBy(1 / STEP);
    if (act === 'whole') setZoom(0);
  };

  return (
    <div
      ref={dialog}
      class="viewer"
      role="dialog"
      aria-modal="true"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <div class="viewer-bar">
        <span class="viewer-name" dir="auto" aria-hidden="true">
          {row.name}
        </span>
        {images.length > 1 && (
          <span class="viewer-count" aria-hidden="true">
            {index + 1} / {images.length}
          </span>
        )}
        <ViewerButton icon="zoomOut" label={words.zoomOut} onClick={() => zoomBy(1 / STEP)} />
        <ViewerButton icon="fit" label={words.wholeImage} onClick={() => setZoom(0)} />
        <ViewerButton icon="zoomIn" label={words.zoomIn} onClick={() => zoomBy(STEP)} />
        <ViewerButton
          icon="save"
          label={words.save}
          onClick={() => {
            if (row.ref?.kind === 'stored') post('fileAct', { fileId: row.ref.fileId, act: 'save' });
          }}
        />
        <ViewerButton icon="close" label={words.close} onClick={onClose} />
      </div>
      <div
        class="viewer-stage"
        role="presentation"
        data-zoomed={zoom > 0 ? 'true' : undefined}
        onClick={(event) => {
          if (event.target === event.currentTarget) onClose();
        }}
        onDblClick={() => setZoom((before) => (before > 0 ? 0 : 1))}
        onWheel={(event) => {
          if (!event.ctrlKey && !event.metaKey) return;
          event.preventDefault();
          zoomBy(event.deltaY < 0 ? STEP : 1 / STEP);
        }}
      >
        {state.kind === 'ready' && <img ref={picture} src={state.url} alt={row.name} draggable={false} />}
        {(state.kind === 'loading' || state.kind === 'waiting') && (
          <span class="spinner" role="status" aria-label={words.loading} />
        )}
        {(state.kind === 'gone' || state.kind === 'notShown') && (
          <p>{state.kind === 'gone' ? words.gone : words.cannotShow}</p>
        )}
        {state.kind === 'failed' && (
          <p>
            <span dir="auto">{state.reason}</span>{' '}
            <button
              type="button"
              class="button"
              onClick={() => {
                if (row.ref) urls.load(row.ref, true);
              }}
            >
              {words.retry}
            </button>
          </p>
        )}
      </div>
      {index > 0 && (
        <button
          type="button"
          class="icon-button viewer-step back"
          title={words.previous}
          aria-label={words.previous}
          onClick={() => go(-1)}
        >
          <RareIcon name="chevronLeft" />
        </button>
      )}
      {index < images.length - 1 && (
        <button
          type="button"
          class="icon-button viewer-step forth"
          title={words.next}
          aria-label={words.next}
          onClick={() => go(1)}
        >
          <RareIcon name="chevronRight" />
        </button>
      )}
    </div>
  );
}

interface ButtonProps {
  readonly icon: RareIconName;
  readonly label: string;
  readonly onClick: () => void;
}

function ViewerButton({ icon, label, onClick }: ButtonProps): JSX.Element {
  return (
    <button type="button" class="icon-button" title={label} aria-label={label} onClick={onClick}>
      <RareIcon name={icon} />
    </button>
  );
}

type ViewerAct = 'close' | 'previous' | 'next' | 'in' | 'out' | 'whole' | 'tab';

function actOf(event: KeyboardEvent, isRightToLeft: boolean): ViewerAct | undefined {
  if (event.altKey) return undefined;
  switch (event.key) {
    case 'Escape':
      return 'close';
    case 'Tab':
      return 'tab';
    case 'ArrowLeft':
      return isRightToLeft ? 'next' : 'previous';
    case 'ArrowRight':
      return isRightToLeft ? 'previous' : 'next';
    case '+':
    case '=':
      return 'in';
    case '-':
      return 'out';
    case '0':
      return 'whole';
    default:
      return undefined;
  }
}

/** The focus goes round among the viewer's own controls. */
function keepInside(event: KeyboardEvent, dialog: HTMLElement | null): void {
  const controls = [...(dialog?.querySelectorAll<HTMLElement>('button') ?? [])];
  const [first] = controls;
  const last = controls.at(-1);
  const { activeElement } = document;
  const leaves = event.shiftKey
    ? activeElement === first || activeElement === dialog
    : activeElement === last;
  if (!leaves) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}
