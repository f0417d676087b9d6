import * as vscode from 'vscode';
import { isPortalError } from '../../bitrix24/rest/portalError.ts';
import type { Person, PersonPhone } from '../../model/person.ts';
import type { Session } from '../../messenger/session.ts';
import type { PersonRow } from '../../protocol/messageParts.ts';
import { isOnline, presenceText } from '../presence.ts';

const { t } = vscode.l10n;

/** Asks the portal who that is. Where it does not tell (guests see few people) what is known already has to do. */
export async function personRow(session: Session, userId: number): Promise<PersonRow> {
  const person = await personOf(session, userId);
  return rowOf(person, session.ownId, session.faces.refOf(person.user.avatarUrl));
}

async function personOf(session: Session, userId: number): Promise<Person> {
  try {
    const person = await session.portal.persons.get(userId, { lane: 'person' });
    session.users.learn([person.user]);
    return person;
  } catch (error) {
    const user = session.users.get(userId);
    if (user === undefined || !isPortalError(error) || error.kind !== 'rejected') throw error;
    return { user, phones: [], email: undefined };
  }
}

function rowOf({ user, phones, email }: Person, ownId: number, face: string | undefined): PersonRow {
  return {
    userId: user.id,
    name: user.name,
    color: user.color,
    face,
    position: user.position ?? '',
    presence: user.isBot ? t('bot') : user.isActive ? presenceText(user) : t('no longer works here'),
    isOnline: !user.isBot && user.isActive && isOnline(user),
    isBot: user.isBot,
    isOwn: user.id === ownId,
    phones: phones.map(({ kind, number }) => ({ label: phoneLabel(kind), number })),
    email,
  };
}

function phoneLabel(kind: PersonPhone['kind']): string {
  switch (kind) {
    case 'mobile':
      return t('Mobile phone');
    case 'work':
      return t('Work phone');
    case 'inner':
      return t('Extension number');
    case 'personal':
      return t('Private phone');
  }
}
