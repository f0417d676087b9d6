/** Why a file is not sent, said before the portal is asked. */
export type FileProblem =
  | { readonly kind: 'tooLarge'; readonly name: string; readonly limitMb: number }
  | { readonly kind: 'empty'; readonly name: string }
  | { readonly kind: 'folder'; readonly name: string }
  | { readonly kind: 'unreadable'; readonly name: string }
  | { readonly kind: 'tooMany'; readonly limit: number }
  /** Bytes that wait for the portal already. */
  | { readonly kind: 'tooMuchWaiting'; readonly limitMb: number }
  /** What waited on disk is not there any more. */
  | { readonly kind: 'lost'; readonly name: string };
