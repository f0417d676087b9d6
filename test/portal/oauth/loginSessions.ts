/** Who is signed in in which browser, and who waits for a phone to scan the code on screen. */
export class LoginSessions {
  readonly #users = new Map<string, number>();
  readonly #waiting = new Map<string, string>();

  /** @returns the value of the browser's cookie */
  signIn(userId: number): string {
    const session = crypto.randomUUID();
    this.#users.set(session, userId);
    return session;
  }

  userOf(session: string | undefined): number | undefined {
    return session === undefined ? undefined : this.#users.get(session);
  }

  /** Puts a code on screen. */
  showQr(): string {
    const code = crypto.randomUUID();
    this.#waiting.set(code, '');
    return code;
  }

  /** The cookie once a phone has scanned the code. */
  scanned(code: string): string | undefined {
    return this.#waiting.get(code) || undefined;
  }

  /** A person points the Bitrix24 app at every code that is on screen. */
  scanAll(userId: number): number {
    const codes = [...this.#waiting].filter(([, session]) => session === '').map(([code]) => code);
    for (const code of codes) this.#waiting.set(code, this.signIn(userId));
    return codes.length;
  }
}
