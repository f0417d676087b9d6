// States that come of a situation: no way to the portal, no right to be here, another direction, a screen magnified.
import type { SearchHit } from '../../src/protocol/navigation.ts';
import { trayFile } from './sampleFiles.ts';
import { mention } from './markupRows.ts';
import type { ThreadPage } from './pageHarness.ts';
import { buttonRows, cardRows } from './partStates.ts';
import {
  button,
  manyRows,
  ownPending,
  paragraph,
  people,
  samplePage,
  sampleRow,
  sampleThread,
  text,
} from './sampleRows.ts';

interface SituationState {
  readonly name: string;
  readonly show: (thread: ThreadPage) => Promise<void>;
  /** Device pixels to one of the page's: VS Code's zoom. The page is as much smaller. */
  readonly scale?: number;
}

const offline =
  'No connection to Bitrix24. What is shown may not be the latest; it is tried again by itself.';

/** Judged by the same rules as the others. */
export const situationStates: readonly SituationState[] = [
  {
    name: 'searchDates',
    show: async (thread) => {
      await openSearch(thread, () => ({ hits: hits(12), hasMore: true, isLocal: false }));
      await thread.page.getByRole('button', { name: 'Search between dates' }).click();
      await thread.page.getByLabel('From', { exact: true }).fill('2026-11-02');
      await thread.page.locator('.hit').nth(2).waitFor();
    },
  },
  {
    name: 'composerFull',
    show: async (thread) => {
      const replyTo = { messageId: 7, author: 'Anna Berg', excerpt: 'Who takes the import? It is long.' };
      const mentions = [{ userId: 7, name: 'Anna Berg' }];
      const draft = '@Anna Berg see the picture\nand `npm test`, please';
      await thread.notify(
        'open',
        samplePage(sampleThread(manyRows(1, 9)), { draft, draftContext: { replyTo, mentions } }),
      );
      await thread.notify('tray', {
        files: [trayFile('a', 'notes.txt'), trayFile('b', 'screenshot of the whole.log')],
      });
      await thread.page.getByRole('button', { name: 'Formatting' }).click();
      await thread.field.focus();
      await thread.settle();
    },
  },
  {
    name: 'rightToLeft',
    show: async (thread) => {
      await thread.page.evaluate(() => {
        document.documentElement.dir = 'rtl';
      });
      const rows = [
        sampleRow(1, { ...people.dina, body: text('صباح الخير، من يراجع ملف import.ts اليوم؟') }),
        sampleRow(2, { ...people.me, body: text('أنا، بعد الغداء.'), isEdited: true, likeCount: 2 }),
        sampleRow(3, {
          ...people.dina,
          body: [
            paragraph('هذا السطر: ', mention('Anna Berg')),
            { kind: 'code', text: "const cells = line.split(';');" },
          ],
          buttons: [button('نعم'), button('لا')],
        }),
        ...cardRows()
          .slice(0, 1)
          .map((row) => ({ ...row, key: 'c', messageId: 4 })),
        ...buttonRows().map((row) => ({ ...row, key: 'b', messageId: 5 })),
      ];
      const replyTo = { messageId: 1, author: 'دينا حسن', excerpt: 'صباح الخير' };
      await thread.notify(
        'open',
        samplePage(sampleThread(rows), { draft: 'شكرا', draftContext: { replyTo } }),
      );
      await thread.notify('tray', { files: [trayFile('a', 'ملف.txt')] });
      await thread.settle();
    },
  },
];

/** For the eye alone. */
export const drawnStates: readonly SituationState[] = [
  {
    name: 'offline',
    show: async (thread) => {
      const waiting = ownPending('a', 'Held until there is a way', {
        delivery: { kind: 'waiting', reason: 'No connection to the portal. This is sent once there is one.' },
      });
      await thread.notify(
        'open',
        samplePage(sampleThread([...manyRows(1, 9), waiting], { notice: offline })),
      );
      await thread.settle();
    },
  },
  {
    name: 'accessLost',
    show: async (thread) => {
      const message = 'You have no access to this dialog. Ask its owner to invite you.';
      const phase = { kind: 'failed', message, canRetry: false } as const;
      await thread.notify('open', samplePage(sampleThread(manyRows(1, 9))));
      await thread.settle();
      await thread.notify('patch', { phase, cannotWrite: 'You cannot write in this dialog.' });
    },
  },
  { name: 'waiting', show: async () => undefined },
  {
    name: 'noAccess',
    show: async (thread) => {
      const message = 'You have no access to this dialog. Ask its owner to invite you.';
      const phase = { kind: 'failed', message, canRetry: false } as const;
      await thread.notify(
        'open',
        samplePage(sampleThread([], { phase, cannotWrite: 'You cannot write here.' })),
      );
    },
  },
  {
    name: 'newMessages',
    show: async (thread) => {
      const rows = manyRows(1, 60).map((row) => ({ ...row, isUnread: (row.messageId ?? 0) >= 30 }));
      await thread.notify('open', samplePage(sampleThread(rows, { firstUnreadId: 30, unreadCount: 31 })));
      await thread.settle();
    },
  },
  {
    name: 'searchNothing',
    show: async (thread) => {
      await openSearch(thread, () => ({ hits: [], hasMore: false, isLocal: false }));
      await thread.page.getByText('Nothing found').waitFor();
    },
  },
  {
    name: 'dialogMenu',
    show: async (thread) => {
      await thread.notify('open', samplePage(sampleThread(manyRows(1, 9))));
      await thread.page.getByRole('button', { name: 'Dialog actions' }).click();
      await thread.page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'top',
    show: async (thread) => {
      await thread.notify('open', samplePage(sampleThread(manyRows(1, 40))));
      await thread.settle();
      const box = await thread.log.boundingBox();
      await thread.page.mouse.move((box?.x ?? 0) + 60, (box?.y ?? 0) + 6);
    },
  },
  {
    name: 'zoomed',
    scale: 2,
    show: async (thread) => {
      const rows = [...manyRows(1, 6), ...buttonRows().map((row) => ({ ...row, key: 'b', messageId: 9 }))];
      await thread.notify('open', samplePage(sampleThread(rows), { draft: 'A draft' }));
      await thread.settle();
    },
  },
  {
    name: 'signedOut',
    show: async (thread) => {
      await thread.page.evaluate(() => {
        document.body.className += ' empty-chat';
        const words = document.createElement('p');
        words.textContent = 'Sign in to Bitrix24 to chat here.';
        const action = document.createElement('p');
        const link = action.appendChild(document.createElement('a'));
        link.className = 'button';
        link.href = 'command:bitrix24.signIn';
        link.textContent = 'Sign in';
        document.body.replaceChildren(words, action);
      });
    },
  },
];

async function openSearch(
  thread: ThreadPage,
  answer: Parameters<typeof thread.onRequest<'searchMessages'>>[1],
): Promise<void> {
  thread.onRequest('searchMessages', answer);
  await thread.notify('open', samplePage(sampleThread(manyRows(1, 30))));
  await thread.settle();
  await thread.page.keyboard.press('Control+f');
  await thread.page.getByRole('textbox', { name: 'Search in this dialog' }).fill('import');
}

function hits(count: number): SearchHit[] {
  return Array.from({ length: count }, (_, index) => ({
    messageId: 300 - index,
    authorName: index % 3 === 1 ? people.dina.authorName : people.anna.authorName,
    authorColor: people.anna.authorColor,
    date: Date.UTC(2026, 10, 20 - index, 9, index),
    fragment: {
      before: '…nobody has seen the ',
      hit: 'import',
      after: ' fail for one customer only. The log says that the file has a column too many.',
    },
  }));
}
