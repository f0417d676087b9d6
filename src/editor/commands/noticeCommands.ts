import { isRecord } from '../../base/isRecord.ts';
import type { Notice } from '../../model/notice.ts';
import type { Session } from '../../messenger/session.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import type { NoticesView } from '../notices/noticesView.ts';
import type { OpenNews } from '../notifications/messageToasts.ts';
import type { CommandRegistry } from './commandRegistry.ts';
import { onEach } from './onEach.ts';

/** What a person does with Bitrix24's notifications: from a row, by number, or asked for. */
export function registerNoticeCommands(
  registry: CommandRegistry,
  sessions: SessionStore,
  view: () => Promise<NoticesView>,
  open: OpenNews,
): void {
  const noticeOf = async (
    argument: unknown,
    fits: (notice: Notice) => boolean,
  ): Promise<{ readonly session: Session; readonly notice: Notice; readonly text: string | undefined }> => {
    const { readNoticeArgument, requireNotice } = await import('./noticeArguments.ts');
    const given = readNoticeArgument(argument);
    if (given === undefined) {
      sessions.requireAny();
      const { pickNotice } = await import('../notices/pickNotice.ts');
      return { ...(await pickNotice(sessions.all, fits)), text: undefined };
    }
    const session = sessions.require(given.accountId);
    return { session, notice: await requireNotice(session, given.noticeId), text: given.text };
  };

  registry.register('bitrix24.openNotification', async (argument) => {
    const { session, notice } = await noticeOf(argument, () => true);
    const { openNotice } = await import('../notices/noticeActions.ts');
    await openNotice(session, notice, open);
  });

  registry.register('bitrix24.acceptNotification', async (argument) => {
    const { session, notice } = await noticeOf(argument, (each) => hasButton(each, 'accept'));
    const { pressNotice } = await import('../notices/noticeActions.ts');
    await pressNotice(session, notice, 'accept');
  });

  registry.register('bitrix24.declineNotification', async (argument) => {
    const { session, notice } = await noticeOf(argument, (each) => hasButton(each, 'decline'));
    const { pressNotice } = await import('../notices/noticeActions.ts');
    await pressNotice(session, notice, 'decline');
  });

  registry.register('bitrix24.pressNotificationButton', async (argument) => {
    const { session, notice } = await noticeOf(argument, (each) => hasButton(each, 'other'));
    const { pressNotice } = await import('../notices/noticeActions.ts');
    await pressNotice(session, notice, 'other');
  });

  registry.register('bitrix24.answerNotification', async (argument) => {
    const { session, notice, text } = await noticeOf(argument, ({ canAnswer }) => canAnswer);
    const { answerNotice } = await import('../notices/noticeActions.ts');
    await answerNotice(session, notice, text);
  });

  registry.register('bitrix24.markNotificationRead', async (argument) => {
    const { session, notice } = await noticeOf(argument, ({ isRead, kind }) => !isRead && kind !== 'confirm');
    await session.inbox.notices.mark(notice.id, true);
  });

  registry.register('bitrix24.markNotificationUnread', async (argument) => {
    const { session, notice } = await noticeOf(argument, ({ isRead }) => isRead);
    await session.inbox.notices.mark(notice.id, false);
  });

  registry.register('bitrix24.deleteNotification', async (argument) => {
    const { session, notice } = await noticeOf(argument, () => true);
    await session.inbox.notices.delete(notice.id);
  });

  /** Those of the account that is named, or of all; the view's title menu hands over whichever row has the focus. */
  const storesOf = async (argument: unknown): Promise<readonly Session[]> => {
    const { readAccountArgument } = await import('./commandArguments.ts');
    const accountId = isNoticeRow(argument) ? undefined : readAccountArgument(argument);
    const session = sessions.require(accountId);
    return accountId === undefined ? sessions.all : [session];
  };

  registry.register('bitrix24.markAllNotificationsRead', async (argument) => {
    await onEach(await storesOf(argument), ({ inbox }) => inbox.notices.readAll());
  });

  registry.register('bitrix24.refreshNotifications', async (argument) => {
    await onEach(await storesOf(argument), ({ inbox }) => inbox.notices.refresh());
  });

  registry.register('bitrix24.showMoreNotifications', async (argument) => {
    const { readAccountArgument } = await import('./commandArguments.ts');
    await sessions.require(readAccountArgument(argument)).inbox.notices.loadMore();
  });

  registry.register('bitrix24.filterNotifications', async () => {
    sessions.requireAny();
    await (await view()).askForFilter();
  });
}

function isNoticeRow(argument: unknown): boolean {
  return isRecord(argument) && 'kind' in argument;
}

function hasButton({ buttons }: Notice, role: Notice['buttons'][number]['role']): boolean {
  return buttons.some((button) => button.role === role);
}
