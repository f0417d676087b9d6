import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import type { DialogId } from '../model/dialogId.ts';
import { Announcer } from './Announcer.tsx';
import { JumpBack, JumpToNewest } from './JumpToNewest.tsx';
import { isRestarted, isShifted, type ListItem } from './listItems.ts';
import { ListHead, ListRow, ListTail } from './ListRow.tsx';
import type { ListMemory } from './listMemory.ts';
import { ListScroller } from './listScroller.ts';
import { RowLoader, type LoadStatus } from './rowLoader.ts';
import { isKey } from './menuItem.ts';
import { usePageServices } from './pageServices.ts';
import { SeenReporter } from './seenReporter.ts';
import type { Reveal } from './threadState.ts';
import { useListFocus } from './useListFocus.ts';
import { useLookSoon } from './useLookSoon.ts';
import { useMessageKeys } from './useMessageKeys.ts';
import { useReturnPlace } from './useReturnPlace.ts';

interface ListProps {
  readonly dialogId: DialogId;
  readonly items: readonly ListItem[];
  readonly hasOlder: boolean;
  /** The newest messages lie beyond the last item, with a gap before them. */
  readonly hasNewer: boolean;
  /** The newest message of the dialog, shown or not. */
  readonly newestId: number;
  readonly unreadCount: number;
  readonly firstUnreadId: number | undefined;
  readonly reveal: Reveal | undefined;
  /** Grows whenever the list is to follow its end again. */
  readonly endSerial: number;
  readonly memory: ListMemory;
  readonly loadOlder: () => Promise<unknown>;
  readonly loadNewer: () => Promise<unknown>;
  readonly showNewest: () => Promise<unknown>;
  readonly jumpTo: (messageId: number, offset: number) => void;
}

export function MessageList(props: ListProps): JSX.Element {
  const { dialogId, items, hasOlder, hasNewer, memory } = props;
  const { post, wording } = usePageServices();
  const element = useRef<HTMLDivElement>(null);
  const handle = useRef<VirtualizerHandle>(null);
  const scroller = useRef<ListScroller>(undefined);
  const drawn = useRef(items);
  const latest = useRef(props);
  latest.current = props;

  const [isAtEnd, setIsAtEnd] = useState(true);
  const [older, setOlder] = useState<LoadStatus>({ kind: 'idle' });
  const [newer, setNewer] = useState<LoadStatus>({ kind: 'idle' });
  const [newestSeen, setNewestSeen] = useState(() => seenBeforeOpening(props));
  const [revealedKey, setRevealedKey] = useState<string>();
  const [loader] = useState(() => new RowLoader(props.loadOlder, setOlder));
  const [newerLoader] = useState(() => new RowLoader(props.loadNewer, setNewer));
  const wantsEnd = useRef(false);
  // The place to return to is still to be loaded, and nobody has scrolled meanwhile.
  const awaitsPlace = useRef(false);
  const [seen] = useState(
    () =>
      new SeenReporter(
        (messageId) => post('sawUpTo', { dialogId, messageId }),
        window.setTimeout.bind(window),
      ),
  );
  const back = useReturnPlace();
  const focus = useListFocus(items, () => scroller.current);
  const keys = useMessageKeys(items);

  /** Looks at what is on screen, when sizes are settled; everything that depends on it follows. */
  const look = (): void => {
    const view = scroller.current?.visible();
    if (!scroller.current || document.visibilityState !== 'visible') return;
    if (!view && items.length > 0) return;

    if (!awaitsPlace.current) {
      const first = view && { ...view.first, newestId: latest.current.newestId };
      memory.remember(scroller.current.isPinned ? undefined : first);
    }
    setIsAtEnd(scroller.current.isPinned);
    back.noteHere(scroller.current);
    if (scroller.current.isPinned) back.forget();
    if (view?.newestId !== undefined) {
      seen.saw(view.newestId);
      setNewestSeen((before) => Math.max(before, seen.newest));
    }
    const rowCount = (): number => latest.current.items.length;
    if (hasOlder && scroller.current.isNearTop) void loader.request(rowCount);
    if (hasNewer && scroller.current.isNearEnd) void newerLoader.request(rowCount);
  };
  const lookSoon = useLookSoon(look, () => seen.repeat());

  useLayoutEffect(() => {
    scroller.current = new ListScroller(element.current!, handle.current!);
    scroller.current.setHasNewer(hasNewer);
    awaitsPlace.current = !openAt(scroller.current, latest.current);
    lookSoon();
  }, []);

  useLayoutEffect(() => {
    const isElsewhere = isRestarted(drawn.current, items);
    drawn.current = items;
    scroller.current?.setHasNewer(hasNewer);
    if (isElsewhere && wantsEnd.current) scroller.current?.toEnd();
    else if (isElsewhere || (awaitsPlace.current && hasPlace(latest.current))) {
      awaitsPlace.current = scroller.current !== undefined && !openAt(scroller.current, latest.current);
    }
    wantsEnd.current &&= hasNewer;
    if (isElsewhere && focus.isLost) element.current?.focus({ preventScroll: true });
    scroller.current?.holdEnd();
    lookSoon();
  }, [items, older.kind, hasOlder, newer.kind, hasNewer]);

  useLayoutEffect(() => {
    if (props.endSerial === 0) return;
    stay();
    scroller.current?.toEnd();
  }, [props.endSerial]);

  const revealed = useRef(0);
  useLayoutEffect(() => {
    if (!props.reveal || props.reveal.serial === revealed.current) return;
    const { messageId, serial, offset } = props.reveal;
    const index = items.findIndex((item) => item.row.messageId === messageId);
    if (index < 0) return;
    revealed.current = serial;
    stay();
    if (offset !== undefined) {
      scroller.current?.toIndex(index, 'start', -offset);
      return;
    }
    back.noteJump();
    scroller.current?.toIndex(index, 'center');
    setRevealedKey(items[index]!.row.key);
    focus.focusKey(items[index]!.row.key);
  }, [props.reveal, items]);

  const stay = (): void => {
    awaitsPlace.current = false;
  };
  const onScroll = (): void => {
    if (scroller.current?.scrolled() === 'up') loader.allowAgain();
    else newerLoader.allowAgain();
    lookSoon();
  };
  const onResize = (): void => {
    scroller.current?.holdEnd();
    focus.onResize();
    lookSoon();
  };
  const onWheel = (event: WheelEvent): void => {
    stay();
    // A list shorter than the screen does not scroll, but the person tried to.
    if (event.deltaY < 0) loader.allowAgain();
    else newerLoader.allowAgain();
    lookSoon();
  };
  const retry = (which: RowLoader): void => {
    which.allowAgain();
    look();
  };
  const goBack = (): void => {
    const { place } = back;
    back.forget();
    if (place === 'end') jumpToNewest();
    else if (place !== undefined) props.jumpTo(place.messageId, place.offset);
  };
  const jumpToNewest = (): void => {
    stay();
    if (!hasNewer) return scroller.current?.toEnd();
    wantsEnd.current = true;
    // Where that fails the button is still there.
    props.showNewest().catch(() => undefined);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    stay();
    if (keys.onKeyDown(event)) return;
    if (!hasNewer || !isKey(event, 'End')) return focus.onKeyDown(event);
    event.preventDefault();
    jumpToNewest();
  };

  return (
    <div class="list">
      <div
        ref={element}
        class="scroller"
        role="log"
        aria-label={wording.messages}
        aria-live="off"
        aria-busy={older.kind === 'loading'}
        tabIndex={0}
        onScroll={onScroll}
        onWheel={onWheel}
        onPointerDown={stay}
        onKeyDown={onKeyDown}
        onContextMenu={keys.onContextMenu}
        onFocusIn={focus.onFocusIn}
        onFocusOut={focus.onFocusOut}
      >
        <div class="list-space" />
        <Virtualizer
          ref={handle}
          data={items}
          shift={isShifted(drawn.current, items)}
          keepMounted={focus.index === undefined ? [] : [focus.index]}
          onResize={onResize}
        >
          {(item: ListItem, index: number) => (
            <ListRow
              key={item.row.key}
              item={item}
              isRevealed={item.row.key === revealedKey}
              head={
                index === 0 ? (
                  <ListHead hasOlder={hasOlder} status={older} onRetry={() => retry(loader)} />
                ) : undefined
              }
            />
          )}
        </Virtualizer>
        {hasNewer ? <ListTail status={newer} onRetry={() => retry(newerLoader)} /> : <div class="list-end" />}
      </div>
      {back.place !== undefined && <JumpBack onJump={goBack} />}
      {(!isAtEnd || hasNewer) && (
        <JumpToNewest
          unseen={hasNewer ? props.unreadCount : countUnseen(items, newestSeen)}
          onJump={jumpToNewest}
        />
      )}
      <Announcer items={items} hasNewer={hasNewer} />
    </div>
  );
}

/**
 * Where the person was, unless more is unread since; else at the first unread message with something read above it, else
 * at the end. False where the place is not among the items.
 */
function openAt(scroller: ListScroller, props: ListProps): boolean {
  const { items, memory } = props;
  const { position } = memory;
  const known = indexOfPlace(props);
  if (position && known >= 0) {
    scroller.toIndex(known, 'start', -position.offset);
    return true;
  }

  const unread = items.findIndex((item) => item.isFirstUnread);
  if (unread >= 0) scroller.toIndex(unread, 'start', -48);
  else scroller.toEnd();
  return position === undefined || hasUnreadSince(props);
}

function hasPlace(props: ListProps): boolean {
  return indexOfPlace(props) >= 0;
}

function indexOfPlace(props: ListProps): number {
  const { position } = props.memory;
  if (!position || hasUnreadSince(props)) return -1;
  const { key, messageId } = position;
  return props.items.findIndex(
    ({ row }) => row.key === key || (messageId !== undefined && row.messageId === messageId),
  );
}

/** Unknown where the place was kept without it. */
function hasUnreadSince({ items, memory }: ListProps): boolean {
  const newestId = memory.position?.newestId ?? Infinity;
  return items.some(({ row }) => row.isUnread && !row.isOwn && (row.messageId ?? 0) > newestId);
}

function seenBeforeOpening({ items, firstUnreadId }: ListProps): number {
  if (firstUnreadId !== undefined) return firstUnreadId - 1;
  return items.findLast((item) => item.row.messageId !== undefined)?.row.messageId ?? 0;
}

function countUnseen(items: readonly ListItem[], newestSeen: number): number {
  let count = 0;
  for (let index = items.length - 1; index >= 0; index--) {
    const { messageId, isOwn } = items[index]!.row;
    if (messageId !== undefined && messageId <= newestSeen) break;
    if (messageId !== undefined && !isOwn) count++;
  }
  return count;
}
