// The states of the title bar, the search, the people and the past.
import type { MemberRow, SearchHit } from '../../src/protocol/navigation.ts';
import { manyRows, people, samplePage, sampleThread } from './sampleRows.ts';
import type { SampleState } from './sampleStates.ts';

export const navigationStates: readonly SampleState[] = [
  {
    name: 'menu',
    show: async (thread) => {
      await thread.notify('open', samplePage(sampleThread(manyRows(1, 30))));
      await thread.settle();
      await thread.log.focus();
      await thread.page.keyboard.press('ArrowUp');
      await thread.page.keyboard.press('Shift+F10');
      await thread.page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'search',
    show: async (thread) => {
      thread.onRequest('searchMessages', () => ({ hits: hits(), hasMore: false, isLocal: true }));
      await thread.notify('open', samplePage(sampleThread(manyRows(1, 30))));
      await thread.settle();
      await thread.page.keyboard.press('Control+f');
      await thread.page.getByRole('textbox', { name: 'Search in this dialog' }).fill('import');
      await thread.page.locator('.hit').first().waitFor();
      await thread.settle();
    },
  },
  {
    name: 'members',
    show: async (thread) => {
      thread.onRequest('members', () => ({ members: members(), total: 120, next: 50 }));
      await thread.notify('open', samplePage(sampleThread(manyRows(1, 30))));
      await thread.page.getByRole('button', { name: 'Dialog actions' }).click();
      await thread.page.getByRole('menuitem', { name: 'Members' }).click();
      await thread.page.locator('.person').first().waitFor();
      await thread.settle();
    },
  },
  {
    name: 'past',
    show: async (thread) => {
      const state = sampleThread(manyRows(1, 12), {
        hasOlder: true,
        hasNewer: true,
        unreadCount: 4321,
        readers: [{ userId: 7, name: 'Anna Berg', color: '#df532d', messageId: 9 }],
      });
      await thread.notify('open', samplePage(state));
      await thread.settle();
      await thread.notify('reveal', { messageId: 4 });
      await thread.settle();
    },
  },
];

function hits(): SearchHit[] {
  return [201, 202, 203].map((messageId, index) => ({
    messageId,
    authorName: index === 1 ? people.dina.authorName : people.anna.authorName,
    authorColor: people.anna.authorColor,
    date: Date.UTC(2026, 10, 20, 9, messageId - 200),
    fragment: {
      before: '…nobody has seen the ',
      hit: 'import',
      after: ' fail for one customer only. The log says that the file has a column too many.',
    },
  }));
}

function members(): MemberRow[] {
  const roles = ['owner', 'manager', 'member', 'member'] as const;
  return [people.me, people.anna, people.chen, people.dina].map((person, index) => ({
    userId: person.authorId,
    name: person.authorName,
    color: person.authorColor,
    detail: index === 2 ? '' : 'Head of the department of long position names · online',
    role: roles[index] ?? 'member',
    isOnline: index < 2,
  }));
}
