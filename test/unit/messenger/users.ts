import type { User } from '../../../src/model/user.ts';

/** A person with nothing special about it. */
export function userOf(given: Partial<User> & { readonly id: number }): User {
  return {
    name: `User ${given.id}`,
    position: undefined,
    color: undefined,
    isBot: false,
    isExtranet: false,
    isActive: true,
    status: 'online',
    lastActivityAt: undefined,
    absentUntil: undefined,
    ...given,
  };
}
