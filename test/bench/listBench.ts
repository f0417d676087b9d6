// The list of a big portal: from data to rows, and how many rows a change has VS Code draw anew.
import { AccountRows } from '../../src/editor/dialogs/accountRows.ts';
import type { DialogRow } from '../../src/editor/dialogs/dialogRow.ts';
import type { ListOptions } from '../../src/messenger/list/arrangement.ts';
import type { Session } from '../../src/messenger/session.ts';
import type { Dialog, DialogKind } from '../../src/model/dialog.ts';
import { SECTIONS } from '../../src/model/section.ts';
import { startPortal } from '../portal/portal.ts';
import { seeds } from '../portal/seeds/index.ts';
import { dialogOf } from '../unit/messenger/dialogs.ts';
import { makeSession } from '../unit/messenger/sessionFixture.ts';
import type { Measurement } from './measurement.ts';

const DIALOGS = 3_000;
const UNREAD_EVERY = 7;
const KINDS: readonly DialogKind[] = [
  'person',
  'chat',
  'channel',
  'collab',
  'lines',
  'task',
  'bot',
  'openChat',
];
const flat: ListOptions = { sections: undefined, isUnreadOnly: false };
const sectioned: ListOptions = { sections: SECTIONS, isUnreadOnly: false };
const goal = { kind: 'atMost' as const, value: 16 };

export async function measureList(): Promise<readonly Measurement[]> {
  const portal = await startPortal({ seed: seeds.demo, rate: 'off', operatingLimitSeconds: 'off' });
  const { session, clock } = makeSession(portal);
  let drawn = 0;
  const rows = new AccountRows(session, clock, flat, (changed) => {
    drawn +=
      changed === 'all' ? all(rows).length : changed.reduce((sum, row) => sum + withChildren(rows, row), 0);
  });
  const shownWith = (next: ListOptions): number =>
    timed(() => {
      rows.list.setOptions(next);
      all(rows);
    });
  const drawnBy = (action: () => void): number => {
    drawn = 0;
    action();
    return drawn;
  };
  try {
    const dialogs = manyDialogs(clock.now());
    tell(session, dialogs);
    const first = timed(() => {
      rows.start();
      all(rows);
    });
    const byCount = drawnBy(() => tell(session, withUnread(dialogs, 1_500)));
    const byMessage = drawnBy(() =>
      tell(session, dialogs.with(9, { ...dialogAt(dialogs, 9), lastActivityAt: clock.now() + 1 })),
    );
    const sections = shownWith(sectioned);
    const unreadOnly = shownWith({ sections: undefined, isUnreadOnly: true });
    rows.list.setOptions(sectioned);
    tell(session, dialogs);
    const byPreview = drawnBy(() =>
      tell(session, dialogs.with(1_501, { ...dialogAt(dialogs, 1_501), title: 'Renamed' })),
    );
    tell(session, dialogs);
    const byCountThere = drawnBy(() => tell(session, withUnread(dialogs, UNREAD_EVERY * 16)));
    const what = (text: string) => `List: ${text}`;
    return [
      { what: what('3,000 dialogs from data to rows'), value: first, unit: 'ms', goal },
      { what: what('3,000 dialogs into sections'), value: sections, unit: 'ms', goal },
      { what: what('unread only, of 3,000'), value: unreadOnly, unit: 'ms', goal },
      {
        what: what('rows drawn anew by a count'),
        value: byCount,
        unit: 'rows',
        goal: { kind: 'atMost', value: 1 },
      },
      {
        what: what('rows drawn anew by a title, in sections'),
        value: byPreview,
        unit: 'rows',
        goal: { kind: 'atMost', value: 1 },
      },
      {
        what: what('rows drawn anew by a count, in sections'),
        value: byCountThere,
        unit: 'rows',
        goal: { kind: 'atMost', value: 2 },
      },
      {
        what: what('rows drawn anew by a message that moves a dialog up'),
        value: byMessage,
        unit: 'rows',
        goal: { kind: 'atMost', value: 1 },
      },
    ];
  } finally {
    rows.dispose();
    session.dispose();
    await portal.stop();
  }
}

function manyDialogs(now: number): readonly Dialog[] {
  return Array.from({ length: DIALOGS }, (_, index) => {
    const kind = KINDS[index % KINDS.length] ?? 'chat';
    return dialogOf({
      id: kind === 'person' || kind === 'bot' ? `${index + 1}` : `chat${index + 1}`,
      kind,
      title: `Dialog ${index}`,
      unread: index % UNREAD_EVERY === 0 ? 1 : 0,
      lastActivityAt: now - index * 60_000,
    });
  });
}

function tell(session: Session, dialogs: readonly Dialog[]): void {
  const moment = session.dialogs.beginTick();
  session.dialogs.applyTick(moment, { dialogs, hasMore: false, nextOffset: 0 }, undefined);
}

function withUnread(dialogs: readonly Dialog[], index: number): readonly Dialog[] {
  const dialog = dialogAt(dialogs, index);
  return dialogs.with(index, { ...dialog, unread: dialog.unread + 1 });
}

function dialogAt(dialogs: readonly Dialog[], index: number): Dialog {
  const dialog = dialogs[index];
  if (dialog === undefined) throw new Error(`No dialog ${index}`);
  return dialog;
}

/** Every row there is, as VS Code asks for them. */
function all(rows: AccountRows): readonly DialogRow[] {
  return rows.top.flatMap((row) => (row.kind === 'section' ? [row, ...rows.rowsOf(row.section)] : row));
}

/** VS Code asks for all that stands beneath a row that is drawn anew. */
function withChildren(rows: AccountRows, row: DialogRow): number {
  return row.kind === 'section' ? 1 + rows.rowsOf(row.section).length : 1;
}

/** Milliseconds of the processor: nothing here waits. */
function timed(action: () => unknown): number {
  const from = process.threadCpuUsage();
  action();
  const { user, system } = process.threadCpuUsage(from);
  return (user + system) / 1_000;
}
