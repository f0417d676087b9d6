import type { User } from './user.ts';

/** What is known of one person beyond what lists show; asked for when somebody wants to see it. */
export interface Person {
  readonly user: User;
  readonly phones: readonly PersonPhone[];
  /** Address of a mail box; `undefined` where there is none or it is hidden. */
  readonly email: string | undefined;
}

export interface PersonPhone {
  readonly kind: 'work' | 'mobile' | 'personal' | 'inner';
  readonly number: string;
}
