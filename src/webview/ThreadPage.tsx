import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ThreadChannel } from './channel.ts';
import { Composer } from './Composer.tsx';
import { ComposerIntent } from './composerIntent.ts';
import { createDateFormats } from './dateFormats.ts';
import type { DraftKeeper } from './draftKeeper.ts';
import { Header } from './Header.tsx';
import { Icon } from './Icon.tsx';
import { buildListItems, type ListItem } from './listItems.ts';
import { ListMemory } from './listMemory.ts';
import { MessageList } from './MessageList.tsx';
import { Notice } from './Notice.tsx';
import { overlays } from './pageParts.ts';
import { type PageServices, PageServicesContext } from './pageServices.ts';
import { EmptyState, FailedState, LoadingState } from './PageStates.tsx';
import { ReadersContext } from './readMarks.ts';
import type { SavedPageStore } from './savedPage.ts';
import type { ThreadState } from '../protocol/thread.ts';
import { useThemeColors } from './themeColors.ts';
import type { OpenedPage } from './threadState.ts';
import { useNavigation } from './useNavigation.ts';
import { WaitingRows } from './WaitingRows.tsx';

interface PageProps {
  readonly page: OpenedPage;
  readonly channel: ThreadChannel;
  readonly drafts: DraftKeeper;
  readonly saved: SavedPageStore;
  /** With an offset back to a place; without one to a message. */
  readonly jumpTo: (messageId: number, offset?: number) => void;
}

export function ThreadPage({ page, channel, drafts, saved, jumpTo }: PageProps): JSX.Element {
  const { thread, settings, wording } = page;
  const [composer] = useState(() => new ComposerIntent());
  const { dialogId } = thread.header;
  const memory = useMemo(
    () => new ListMemory(saved, dialogId, (stood) => channel.post('stoodAt', stood)),
    [saved, dialogId, channel],
  );
  const [endSerial, setEndSerial] = useState(0);
  const navigation = useNavigation();
  const { menu, people, person, searchSerial } = navigation;
  const today = useToday();
  const colors = useThemeColors();

  const services = useMemo<PageServices>(
    () => ({
      dialogId,
      post: channel.post,
      ask: channel.request,
      wording,
      formats: createDateFormats(settings.locale),
      today,
      composer,
      fillComposer: (text) => composer.insertText(text),
      openMenu: navigation.openMenu,
      onMissing: navigation.onMissing,
      showPeople: navigation.showPeople,
      jumpTo,
      ownUserId: page.ownUserId,
      colors,
      showPerson: navigation.showPerson,
    }),
    [dialogId, channel, wording, settings.locale, today, page.ownUserId, colors, jumpTo],
  );

  const items = useRef<readonly ListItem[]>([]);
  items.current = useMemo(
    () => buildListItems(thread.rows, thread, items.current),
    [thread.rows, thread.firstUnreadId, thread.hasOlder],
  );

  const { Menu } = overlays.menu.loaded ?? {};
  const { SearchBar } = overlays.search.loaded ?? {};
  const { People } = overlays.people.loaded ?? {};
  const { PersonCard } = overlays.person.loaded ?? {};
  return (
    <PageServicesContext.Provider value={services}>
      <ReadersContext.Provider value={thread.readers}>
        <Header
          header={thread.header}
          isSearching={searchSerial > 0}
          onSearch={searchSerial > 0 ? navigation.closeSearch : navigation.openSearch}
        />
        {searchSerial > 0 && SearchBar && (
          <SearchBar
            key={dialogId}
            focusSerial={searchSerial}
            search={(query) => channel.request('searchMessages', query)}
            onClose={navigation.closeSearch}
          />
        )}
        <main class="main">
          <div class="reading">
            <Notice
              text={joinedNotice(navigation.isMissing ? wording.partMissing : undefined, thread.notice)}
            />
            {thread.phase.kind === 'loading' && <LoadingState />}
            {thread.phase.kind === 'failed' && <FailedState {...thread.phase} />}
            {thread.phase.kind === 'ready' && thread.rows.length === 0 && !thread.hasOlder && <EmptyState />}
            {thread.phase.kind !== 'ready' && hasUnsent(thread) && <WaitingRows items={items.current} />}
            {thread.phase.kind === 'ready' && (
              <MessageList
                key={page.openSerial}
                dialogId={dialogId}
                items={items.current}
                hasOlder={thread.hasOlder}
                hasNewer={thread.hasNewer}
                newestId={newestIdOf(thread)}
                unreadCount={thread.unreadCount}
                firstUnreadId={thread.firstUnreadId}
                reveal={page.reveal}
                endSerial={endSerial}
                memory={memory}
                loadOlder={() => channel.request('loadOlder', {})}
                loadNewer={() => channel.request('loadNewer', {})}
                showNewest={() => channel.request('showNewest', {})}
                jumpTo={jumpTo}
              />
            )}
            {people && People && (
              <People
                people={people}
                readers={thread.readers}
                loadMembers={(offset) => channel.request('members', { offset })}
                onClose={() => navigation.showPeople(undefined)}
              />
            )}
          </div>
          {isShut(thread) ? null : thread.cannotWrite === undefined ? (
            <Composer
              drafts={drafts}
              settings={settings}
              draftSerial={page.draftSerial}
              focusSerial={page.focusSerial}
              rows={thread.rows}
              request={channel.request}
              onAccepted={() => setEndSerial((serial) => serial + 1)}
            />
          ) : (
            <p class="read-only" dir="auto">
              <Icon name="lock" />
              {thread.cannotWrite}
            </p>
          )}
          {menu && Menu && <Menu menu={menu} onClose={navigation.closeMenu} />}
        </main>
        {person && PersonCard && <PersonCard {...person} onClose={navigation.closePerson} />}
      </ReadersContext.Provider>
    </PageServicesContext.Provider>
  );
}

function joinedNotice(...notices: readonly (string | undefined)[]): string | undefined {
  return notices.filter(Boolean).join(' ') || undefined;
}

function newestIdOf({ rows, newestId = 0 }: ThreadState): number {
  return Math.max(newestId, rows.findLast((row) => row.messageId !== undefined)?.messageId ?? 0);
}

function hasUnsent({ rows }: ThreadState): boolean {
  return rows.some((row) => row.messageId === undefined);
}

/** The portal lets this person in no more: whatever was written would come back. The draft stays. */
function isShut({ phase }: ThreadState): boolean {
  return phase.kind === 'failed' && !phase.canRetry;
}

/** A moment of today; renews at midnight, and when the page is seen again after a sleep. */
function useToday(): number {
  const [today, setToday] = useState(() => startOfToday());
  useEffect(() => {
    const renew = (): void => setToday(startOfToday());
    const tomorrow = new Date(today);
    tomorrow.setDate(tomorrow.getDate() + 1);
    const timer = window.setTimeout(renew, tomorrow.getTime() - Date.now());
    document.addEventListener('visibilitychange', renew);
    return () => {
      window.clearTimeout(timer);
      document.removeEventListener('visibilitychange', renew);
    };
  }, [today]);
  return today;
}

function startOfToday(): number {
  return new Date().setHours(0, 0, 0, 0);
}
