// The main job on a portal that answers in every odd way at once, beside one that answers plainly: nobody can tell.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { readAttachCards } from '../../../src/bitrix24/markup/attachCards.ts';
import { readKeyboardButtons } from '../../../src/bitrix24/markup/keyboardButtons.ts';
import type { Session } from '../../../src/messenger/session.ts';
import type { Thread } from '../../../src/messenger/thread.ts';
import type { Dialog } from '../../../src/model/dialog.ts';
import { ManualClock } from '../../portal/manualClock.ts';
import { type Portal, startPortal } from '../../portal/portal.ts';
import { seeds } from '../../portal/seeds/index.ts';
import { makeSession, openVisible, portalErrorOf, send, webhookOf } from './sessionFixture.ts';
import { check, makeComputer } from './windowFixture.ts';

interface Side {
  readonly portal: Portal;
  readonly session: Session;
}

const REDO = 3;

describe('messenger: an odd portal', () => {
  let plain: Side;
  let odd: Side;

  before(async () => {
    [plain, odd] = await Promise.all([startSide(false), startSide(true)]);
  });

  after(async () => {
    for (const side of [plain, odd]) {
      side?.session.dispose();
      await side?.portal.stop();
    }
  });

  /** Does the same on both and holds what comes of it against each other. */
  async function same<T>(act: (side: Side) => Promise<T>): Promise<T> {
    const expected = await act(plain);
    assert.deepEqual(withoutHost(await act(odd), odd), withoutHost(expected, plain));
    return expected;
  }

  /** Pictures lie on the portal itself, and the two have an address each. Where there is none one may say nothing. */
  function withoutHost(value: unknown, { portal }: Side): unknown {
    const read: unknown = JSON.parse(
      JSON.stringify(value ?? null, (key, entry: unknown) => {
        if (key !== 'avatarUrl' || typeof entry !== 'string') return entry;
        return entry.replace(portal.url, '') || undefined;
      }),
    );
    return read;
  }

  it('lets people sign in', async () => {
    await same(async ({ portal }) => {
      const { account } = await check(webhookOf(portal), makeComputer().logger);
      return [account.userName, account.scopes];
    });
  });

  it('fills the list, the people in it and the total', async () => {
    for (let time = 0; time < REDO; time += 1) {
      await same(async ({ session }) => {
        await session.refresh();
        return [session.dialogs.dialogs, session.dialogs.total, session.dialogs.hasMore];
      });
    }
  });

  it('opens every dialog: messages, files, cards, buttons, authors, who has read', async () => {
    const opened = await same(async ({ session }) => {
      const shown: unknown[] = [];
      for (const { id } of session.dialogs.dialogs.slice(0, 40)) {
        const { thread, ...entry } = session.openThread(id);
        await thread.open();
        const authors = thread.timeline.messages.map(({ authorId }) => session.users.get(authorId));
        shown.push([thread.load.kind, thread.details, messagesIn(thread), thread.firstUnreadId, authors]);
        entry.dispose();
      }
      return shown;
    });
    assert.ok(opened.length > 15);
  });

  it('goes back in time, page by page', async () => {
    await same(async ({ session }) => {
      const thread = await openVisible(session, 'chat101');
      for (let page = 0; page < 4; page += 1) await thread.loadOlder();
      return [messagesIn(thread), thread.timeline.hasOlder];
    });
  });

  it('shows what others do', async () => {
    await same(async ({ portal, session }) => {
      const thread = await openVisible(session, 'chat105');
      const first = await portal.as(7).post('chat105', 'Something new');
      await portal.as(7).post('chat105', 'Answer', { REPLY_ID: first });
      await session.refresh();
      await portal.as(7).edit(first, 'Something else');
      await session.refresh();
      await portal.as(7).delete(first);
      await session.refresh();
      return [messagesIn(thread).slice(-2), session.dialogs.get('chat105')];
    });
  });

  it('takes messages, once, whatever becomes of the answers', async () => {
    await same(async ({ portal, session }) => {
      const plainly = await send(session, { to: 'chat105', text: 'Sent plainly' });
      portal.faults.add('im.message.add', { kind: 'drop', when: 'after' });
      const doubted = await send(session, { to: '7', text: 'Sent in doubt' });
      const stored = [...portal.world.messages.values()].filter(({ text }) => text.startsWith('Sent '));
      return [plainly, doubted, stored.map(({ id, text }) => [id, text])];
    });
  });

  it('reads, marks, pins, mutes and hides', async () => {
    await same(async ({ session }) => {
      const { marks } = session;
      // Each side has made uuids of its own.
      const row = () => withoutUuid(session.dialogs.get('chat105'));
      const seen: unknown[] = [];
      await session.readMarker.mark('chat105', undefined);
      // What was just written stands there by our own clock until the portal's list comes.
      await session.refresh();
      seen.push(row());
      await marks.pin('chat105', true);
      await marks.mute('chat105', true);
      await marks.markUnread('chat105', undefined);
      await session.refresh();
      seen.push(row());
      await marks.hide('chat105');
      await session.refresh();
      seen.push(row());
      return seen;
    });
  });

  it('finds people and chats', async () => {
    const found = await same(({ session }) =>
      session.portal.search.find(['an'], new AbortController().signal),
    );
    assert.ok(found.dialogs.length > 1);
  });

  it('says no in words of its own, and is understood', async () => {
    await same(async ({ portal, session }) => {
      const refused = await send(session, { to: 'chat999999', text: 'Nowhere' });
      const signal = new AbortController().signal;
      const unknown = await portalErrorOf(session.portal.newest('chat999999', 'visible', signal));
      portal.revokeWebhook();
      const revoked = await portalErrorOf(session.refresh());
      const kinds = typeof refused === 'number' ? [] : [refused.kind, refused.outcome];
      return [kinds, unknown.kind, unknown.outcome, revoked.kind];
    });
  });
});

async function startSide(isOdd: boolean): Promise<Side> {
  const portal = await startPortal({ seed: seeds.demo, rate: 'off', clock: new ManualClock(), odd: isOdd });
  const { session } = makeSession(portal);
  session.events.setWanted(true);
  return { portal, session };
}

/** What it shows: cards and buttons stand in a message as the portal sent them, read when they are drawn. */
function messagesIn(thread: Thread) {
  return thread.timeline.messages.map(({ attach, keyboard, ...message }) => ({
    ...message,
    // The portal's word for a deleted one is not shown.
    text: message.isDeleted ? '' : message.text,
    cards: readAttachCards(attach),
    buttons: readKeyboardButtons(keyboard),
  }));
}

function withoutUuid(dialog: Dialog | undefined) {
  return (
    dialog && { ...dialog, lastMessage: dialog.lastMessage && { ...dialog.lastMessage, uuid: undefined } }
  );
}
