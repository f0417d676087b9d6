// What can be wrong with an attach, a keyboard or a menu that is to be sent.

/** `path` as in JavaScript, `BLOCKS[0].LINK[1].LINK`; absent where the whole is meant. */
export type PartProblem =
  /** Not JSON; `detail` is `line:column`, both from 1. */
  | { readonly kind: 'syntax'; readonly detail: string }
  /** Another type of value is needed there: `object`, `list`, `text`, `number`, `oneKey`, `notEmpty`. */
  | {
      readonly kind: 'shape';
      readonly path?: string;
      readonly detail: 'object' | 'list' | 'text' | 'number' | 'oneKey' | 'notEmpty';
    }
  /** A kind of block that Bitrix24 does not know; `detail` is its name. */
  | { readonly kind: 'unknownBlock'; readonly path: string; readonly detail: string }
  /** `detail` is the name of the field that has to be there. */
  | { readonly kind: 'missing'; readonly path?: string; readonly detail: string }
  /** Not `#rgb` or `#rrggbb` (a card's colour may be TRANSPARENT or CHAT too). */
  | { readonly kind: 'color'; readonly path: string }
  /** Neither http(s) nor a path of the portal. */
  | { readonly kind: 'link'; readonly path: string }
  /** `detail` lists the words that are allowed. */
  | { readonly kind: 'choice'; readonly path: string; readonly detail: string }
  /** A bot command needs the bot's id, in the button or beside the list. */
  | { readonly kind: 'noBot'; readonly path: string }
  /** A menu item has to do something; `detail` lists the fields that make it. */
  | { readonly kind: 'noAction'; readonly path: string; readonly detail: string }
  /** `detail` is the length in characters, written as JSON. */
  | { readonly kind: 'tooLong'; readonly detail: string };

/** The value is what goes to the portal, as it was given. */
export type PartResult =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: PartProblem };

/** Thrown inside the checks and caught at their edge; nobody else sees it. */
export class PartFault extends Error {
  readonly problem: PartProblem;

  constructor(problem: PartProblem) {
    super(problem.kind);
    this.name = 'PartFault';
    this.problem = problem;
  }
}
