// Whatever is done with two accounts, on two portals with the same people and the same dialogs: nothing of one gets to the
// other, not to its portal and not to its folder.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Fetch, FileFolder } from '../../../src/base/ports.ts';
import { builtInFetch } from '../../../src/editor/builtInFetch.ts';
import type { Account } from '../../../src/messenger/account.ts';
import { textContent } from '../../../src/messenger/outgoing.ts';
import type { Session } from '../../../src/messenger/session.ts';
import type { Portal } from '../../portal/portal.ts';
import { ids, startFixture } from '../../portal/portalFixture.ts';
import { makeSession } from './sessionFixture.ts';
import { makeComputer, openWindow, signInWith, type Window } from './windowFixture.ts';

const SIDES = ['left', 'right'] as const;
const DIALOGS = [`chat${ids.group}`, String(ids.tai)] as const;
const ACTS = ['send', 'hear', 'draft', 'read', 'pin', 'refresh', 'open', 'signInAgain'] as const;

type Side = (typeof SIDES)[number];

interface Act {
  readonly side: Side;
  readonly dialogId: string;
  readonly kind: (typeof ACTS)[number];
}

const anyAct: fc.Arbitrary<Act> = fc.record({
  side: fc.constantFrom(...SIDES),
  dialogId: fc.constantFrom(...DIALOGS),
  kind: fc.constantFrom(...ACTS),
});

describe('messenger: two accounts', () => {
  let portals: Readonly<Record<Side, Portal>>;

  beforeEach(async () => {
    const [left, right] = [await startFixture(), await startFixture()];
    portals = { left: left.portal, right: right.portal };
    for (const side of SIDES) {
      const scopes = ['im', 'user'];
      portals[side].world.credentials.addWebhook({ userId: ids.me, code: codeOf(side), scopes });
    }
  });

  afterEach(async () => {
    await portals.left.stop();
    await portals.right.stop();
  });

  it('share no text, no secret and no file, in whatever order things happen', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyAct, { minLength: 2, maxLength: 12 }), (acts) => check(portals, acts)),
      { numRuns: 20 },
    );
  }).timeout(60_000);
});

async function check(portals: Readonly<Record<Side, Portal>>, acts: readonly Act[]): Promise<void> {
  const heard: { readonly url: string; readonly text: string }[] = [];
  const recording: Fetch = (url, init) => {
    heard.push({ url, text: `${url} ${init.body ?? ''}` });
    return builtInFetch(url, init);
  };
  const computer = makeComputer();
  const create = async (account: Account, folder: FileFolder): Promise<Session> => {
    const side = SIDES.find((each) => portals[each].url === account.portal.origin) ?? 'left';
    const given = { account, folder, state: computer.state, fetchOver: recording };
    return makeSession(portals[side], given).session;
  };
  const window = openWindow(portals.left, computer, create);
  const accountIds = { left: '', right: '' };
  try {
    const sessions = {
      left: await signIn(window, portals, 'left'),
      right: await signIn(window, portals, 'right'),
    };
    for (const act of acts) {
      if (act.kind === 'signInAgain') {
        await window.sessions.signOut(sessions[act.side].account.id);
        sessions[act.side] = await signIn(window, portals, act.side);
      } else {
        await perform(act, sessions[act.side], portals[act.side]);
      }
    }
    await window.sessions.flush();
    for (const side of SIDES) accountIds[side] = sessions[side].account.id;
  } finally {
    window.dispose();
    await window.sessions.closed;
  }
  for (const side of SIDES) {
    const foreign = side === 'left' ? 'right' : 'left';
    const requests = heard.filter(({ url }) => url.startsWith(portals[side].url)).map(({ text }) => text);
    assert.ok(requests.length > 0);
    const onDisk = filesIn(join(computer.folder.path, accountIds[side]));
    for (const text of [...requests, ...onDisk]) {
      assert.ok(!text.includes(markOf(foreign)), `${side} has a text of ${foreign}: ${text.slice(0, 400)}`);
      assert.ok(!text.includes(codeOf(foreign)), `${side} has the secret of ${foreign}`);
    }
  }
}

async function perform({ kind, dialogId, side }: Act, session: Session, portal: Portal): Promise<void> {
  const text = `${markOf(side)} ${crypto.randomUUID()}`;
  switch (kind) {
    case 'send': {
      const { stored } = await session.send(textContent(dialogId, text), { keepFailed: true });
      await stored;
      return;
    }
    case 'hear':
      await portal.as(ids.tai).post(dialogId === DIALOGS[0] ? dialogId : String(ids.me), text);
      return;
    case 'draft':
      session.drafts.set(dialogId, text);
      return session.drafts.flush();
    case 'read':
      await session.readMarker.mark(dialogId, undefined);
      return;
    case 'pin':
      return session.marks.pin(dialogId, session.dialogs.get(dialogId)?.isPinned !== true);
    case 'open': {
      const opened = session.openThread(dialogId);
      await opened.thread.open();
      return opened.dispose();
    }
    case 'refresh':
    case 'signInAgain':
      return session.refresh();
  }
}

function signIn(window: Window, portals: Readonly<Record<Side, Portal>>, side: Side): Promise<Session> {
  return signInWith(window, `${portals[side].url}/rest/${ids.me}/${codeOf(side)}/`);
}

function codeOf(side: Side): string {
  return `secretof${side}account`;
}

function markOf(side: Side): string {
  return `only-for-${side}`;
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}
