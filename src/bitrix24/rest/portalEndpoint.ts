/** Where and as whom calls are made. */
export interface PortalEndpoint {
  /** Holds the secret where the sign-in is a webhook: for `fetch` alone. */
  url(method: string): string;
  /** Goes along in the body of every call; nothing for a webhook. */
  readonly params: Readonly<Record<string, string>>;
  /** What must never be seen in a text. */
  readonly secrets: readonly string[];
  /**
   * Makes `params` good again after the portal called them expired, `used` being those of the refused call. Absent where
   * nothing can be renewed. Rejects with a PortalError.
   */
  renew?(used: Readonly<Record<string, string>>): Promise<void>;
}
