/** The words of the title bar, the menus, the search and the people. `{0}` stands for a value. */
export interface NavigationWording {
  readonly messageActions: string;
  readonly reply: string;
  readonly quoteMessage: string;
  readonly editMessage: string;
  readonly like: string;
  readonly unlike: string;
  readonly copyLink: string;
  readonly copyId: string;
  readonly forward: string;
  readonly shareAsTask: string;
  readonly shareAsPost: string;
  readonly shareAsEvent: string;
  readonly markUnreadFromHere: string;
  readonly openInPortal: string;
  readonly deleteMessage: string;
  /** `{0}` people. */
  readonly seenByCount: string;
  /** `{0}` names. */
  readonly seenBy: string;
  readonly notSeenYet: string;
  readonly dialogActions: string;
  readonly members: string;
  /** `{0}` how many. */
  readonly membersCount: string;
  readonly owner: string;
  readonly manager: string;
  /** `{0}` name. */
  readonly writeTo: string;
  readonly pin: string;
  readonly unpin: string;
  readonly mute: string;
  readonly unmute: string;
  readonly markUnread: string;
  readonly copyDialogLink: string;
  readonly search: string;
  readonly searchPlaceholder: string;
  readonly searchDates: string;
  readonly searchFrom: string;
  readonly searchTo: string;
  readonly nextHit: string;
  readonly previousHit: string;
  readonly hits: string;
  /** `{0}` of `{1}`. */
  readonly hitOf: string;
  readonly noHits: string;
  readonly searchedLoadedOnly: string;
  readonly searching: string;
  readonly close: string;
  readonly back: string;
  readonly more: string;
}
