const MASK = '***';
// Anything shorter would black out half of an ordinary sentence.
const SHORTEST_SECRET = 4;
const REMEMBERED_SECRETS = 100;

const secretNames = 'auth|access_token|refresh_token|client_secret|application_token|sessid|token';

const patterns: readonly RegExp[] = [
  // Webhook paths, also as JSON escapes them and percent-encoded: what stands behind the user's id is the secret.
  /((?:\\?\/|%2F)rest(?:\\?\/|%2F)(?:api(?:\\?\/|%2F))?[\w.@-]+?(?:\\?\/|%2F))[\w-]+/gi,
  new RegExp(`\\b((?:${secretNames})(?:=|%3D|\\\\?"\\s*:\\s*\\\\?"))[^\\s"'&#\\\\]+`, 'gi'),
  /([?&]code=)[^\s"'&#]+/gi,
  /\b((?:Bearer|Authorization:\s*\w+)\s+)[\w.~+/=-]{8,}/gi,
  /(\/\/)[^\s/@]+(?=@)/g,
];

/** Blacks out the secrets it was told, in plain and percent-encoded form, and whatever looks like one. */
export class Redactor {
  readonly #secrets = new Set<string>();

  add(secret: string): void {
    if (secret.length < SHORTEST_SECRET) return;
    for (const form of [secret, encodeURIComponent(secret.toWellFormed())]) {
      this.#secrets.delete(form);
      this.#secrets.add(form);
    }
    for (const oldest of this.#secrets) {
      if (this.#secrets.size <= REMEMBERED_SECRETS) break;
      this.#secrets.delete(oldest);
    }
  }

  redact(text: string): string {
    let redacted = text;
    for (const secret of this.#secrets) redacted = redacted.replaceAll(secret, MASK);
    for (const pattern of patterns) redacted = redacted.replaceAll(pattern, `$1${MASK}`);
    return redacted;
  }
}
