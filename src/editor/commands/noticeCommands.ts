import type { Notice } from '../../model/notice.ts';
import type { Session } from '../../messenger/session.ts';
import type { SessionStore } from '../../messenger/sessionStore.ts';
import type { NoticesView } from '../notices/noticesView.ts';
import type { OpenNews } from '../notifications/messageToasts.ts';
import type { CommandRegistry } from './commandRegistry.ts';

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
    const session = sessions.require();
    if (given === undefined) {
      const { pickNotice } = await import('../notices/pickNotice.ts');
      return { session, notice: await pickNotice(session, fits), text: undefined };
    }
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

  registry.register('bitrix24.markAllNotificationsRead', async () => {
    await sessions.require().inbox.notices.readAll();
  });

  registry.register('bitrix24.refreshNotifications', async () => {
    await sessions.require().inbox.notices.refresh();
  });

  registry.register('bitrix24.showMoreNotifications', async () => {
    await sessions.require().inbox.notices.loadMore();
  });

  registry.register('bitrix24.filterNotifications', async () => {
    sessions.require();
    await (await view()).askForFilter();
  });
}

function hasButton({ buttons }: Notice, role: Notice['buttons'][number]['role']): boolean {
  return buttons.some((button) => button.role === role);
}
