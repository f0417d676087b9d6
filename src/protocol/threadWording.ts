import type { NavigationWording } from './navigationWording.ts';
import type { ComposerWording } from './composerWording.ts';
import type { FilesWording } from './threadFiles.ts';

/** Every word the page shows or speaks, in the person's language. `{0}` stands for a value. */
export interface ThreadWording {
  readonly navigate: NavigationWording;
  readonly messages: string;
  readonly newMessages: string;
  readonly composer: string;
  readonly composerPlaceholder: string;
  readonly compose: ComposerWording;
  readonly files: FilesWording;
  readonly send: string;
  readonly retry: string;
  /** Of a message that waits for a better moment. */
  readonly sendNow: string;
  readonly lookNow: string;
  readonly discard: string;
  readonly copyText: string;
  readonly sending: string;
  readonly notSent: string;
  readonly edited: string;
  readonly deleted: string;
  readonly loading: string;
  readonly loadingOlder: string;
  readonly loadingNewer: string;
  readonly reload: string;
  readonly empty: string;
  readonly beginning: string;
  readonly today: string;
  readonly yesterday: string;
  readonly jumpToNewest: string;
  /** `{0}` messages. */
  readonly jumpToNewestCount: string;
  /** `{0}` author, `{1}` time. */
  readonly messageLabel: string;
  readonly system: string;
  readonly quote: string;
  /** `{0}` author. */
  readonly quoteOf: string;
  /** Label of the button in a quote that leads to its source. */
  readonly goToMessage: string;
  readonly code: string;
  readonly copyCode: string;
  readonly copied: string;
  readonly image: string;
  readonly file: string;
  /** `{0}` name. */
  readonly attachment: string;
  /** `{0}` people. */
  readonly likes: string;
  /** The extension did not answer a request in time; says what to do. */
  readonly noAnswer: string;
  /** `{0}` characters over the limit. */
  readonly overLimit: string;
  /** `{0}` characters left. */
  readonly charactersLeft: string;
  readonly codeTools: string;
  readonly insertCode: string;
  readonly openCode: string;
  readonly compareCode: string;
  /** `{0}` lines. */
  readonly showAllLines: string;
  readonly showLess: string;
  readonly replyToMessage: string;
  readonly forwarded: string;
  /** `{0}` author, chat, or both. */
  readonly forwardedFrom: string;
  /** `{0}` names, `{1}` further people. */
  readonly andMore: string;
  /** Stands where a host stands, for places of the portal. */
  readonly onPortal: string;
  /** `{0}` host. */
  readonly opensHost: string;
  /** `{0}` host in letters of the network. */
  readonly spelledHost: string;
  readonly card: string;
  readonly botButtons: string;
  readonly buttonLocked: string;
  /** `{0}` text. */
  readonly putsText: string;
  /** `{0}` text. */
  readonly sendsText: string;
  /** `{0}` text. */
  readonly copiesText: string;
  /** `{0}` phone number. */
  readonly callsNumber: string;
  readonly unanswered: string;
  /** In the place of what has a script of its own. */
  readonly partMissing: string;
  readonly loadingPerson: string;
  readonly email: string;
  readonly writeTo: string;
  /** Leads to the dialog with oneself. */
  readonly openNotes: string;
  readonly openProfile: string;
}
