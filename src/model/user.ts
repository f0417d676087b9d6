/** A person or a bot of the portal. */
export interface User {
  readonly id: number;
  /** Full name as the portal formats it; never empty. */
  readonly name: string;
  readonly position: string | undefined;
  /** `#rrggbb`, the colour the portal gives this person. */
  readonly color: string | undefined;
  /** Where their picture lies, as the portal says it; '' for none, absent where nothing is known of one. */
  readonly avatarUrl?: string | undefined;
  readonly isBot: boolean;
  readonly isExtranet: boolean;
  readonly isActive: boolean;
  /** `online`, `dnd`, `away`, `break` and whatever a portal adds. */
  readonly status: string | undefined;
  /** Milliseconds since 1970. */
  readonly lastActivityAt: number | undefined;
  /** Last seen on a phone, milliseconds since 1970. */
  readonly mobileAt?: number | undefined;
  /** Since when they have touched nothing though they are there, milliseconds since 1970. */
  readonly idleSince?: number | undefined;
  /** End of the absence, milliseconds since 1970. */
  readonly absentUntil: number | undefined;
}
