import * as vscode from 'vscode';
import type { DemoStory } from '../../messenger/demo/demoStory.ts';

const { t } = vscode.l10n;

/** Who the person is in the demo. */
export const OWN_ID = 1;
/** The dialog that says what this is. */
export const GUIDE = 'chat1';

const LINH = 2;
const ANTON = 3;
const MAYA = 4;

/** Made-up colleagues and what they wrote, in the person's language. */
export function demoStory(ownName: string): DemoStory {
  const code = [
    `billing/invoice.ts:13-15 (typescript)`,
    '[CODE]export function totalCents(invoice: Invoice): number {',
    '  return invoice.lines.reduce((sum, line) => sum + line.quantity * line.unitCents, 0);',
    '}[/CODE]',
  ].join('\n');
  return {
    people: [
      { id: OWN_ID, name: ownName, position: t('You'), color: '#1eb4aa' },
      { id: LINH, name: 'Linh Tran', position: t('Backend developer'), color: '#8474c8' },
      { id: ANTON, name: 'Anton Belov', position: t('Frontend developer'), color: '#ab7761' },
      { id: MAYA, name: 'Maya Fischer', position: t('Designer'), color: '#4ba5fb' },
    ],
    dialogs: [
      {
        id: GUIDE,
        title: t('Demo: start here'),
        isPinned: true,
        unread: 2,
        memberIds: [OWN_ID, LINH],
        messages: [
          {
            authorId: LINH,
            minutesAgo: 9,
            text: t(
              'This is a demo. The people are made up; nothing you write leaves this window, and nothing of it is kept.',
            ),
          },
          {
            authorId: LINH,
            minutesAgo: 8,
            text: t('Write something below and press Enter: somebody answers after a moment.'),
          },
          {
            authorId: LINH,
            minutesAgo: 7,
            text: t(
              'Then select some lines in an editor and choose [B]Send Selection to Bitrix24[/B] from the context menu. [B]Bitrix24: End the Demo[/B] ends it.',
            ),
          },
        ],
      },
      {
        id: 'chat2',
        title: t('Release 2.4'),
        isPinned: false,
        unread: 1,
        memberIds: [ANTON, OWN_ID, LINH, MAYA],
        messages: [
          { authorId: ANTON, minutesAgo: 64, text: t('The build is green. Who looks at the invoice total?') },
          { authorId: LINH, minutesAgo: 58, text: code, likedBy: [ANTON] },
          { authorId: OWN_ID, minutesAgo: 55, text: t('Looks right to me, rounding included.') },
          { authorId: MAYA, minutesAgo: 12, text: t('The new icons are in. Tell me if one is missing.') },
        ],
      },
      {
        id: String(MAYA),
        title: 'Maya Fischer',
        isPinned: false,
        unread: 0,
        memberIds: [MAYA, OWN_ID],
        messages: [
          { authorId: MAYA, minutesAgo: 190, text: t('Do you have the colours of the dark theme at hand?') },
          { authorId: OWN_ID, minutesAgo: 185, text: t('In theme.css, at the top.') },
          { authorId: MAYA, minutesAgo: 184, text: t('Found them, thanks!'), likedBy: [OWN_ID] },
        ],
      },
    ],
    answers: [
      t('Got it, thanks! A real colleague would have read this on the phone.'),
      t('Good idea. Try a reply, too: it is in the menu of every message.'),
      t('Seen. Code that you send comes with its file and lines.'),
      t('Nice. When you have seen enough: Bitrix24: Sign In takes you to your own portal.'),
    ],
  };
}
