import type { CodeToken } from './highlightCode.ts';

/** Takes what the highlighter finds as a flat list, in the place of its writer of HTML. */
export class TokenCollector {
  readonly #tokens: CodeToken[] = [];
  readonly #scopes: string[] = [];

  get tokens(): readonly CodeToken[] {
    return this.#tokens;
  }

  startScope(name: string): void {
    this.#scopes.push(name);
  }

  endScope(): void {
    this.#scopes.pop();
  }

  // The same two under the names that the highlighter uses for its modes.
  openNode(name: string): void {
    this.startScope(name);
  }

  closeNode(): void {
    this.endScope();
  }

  addText(text: string): void {
    if (text === '') return;
    const role = roleOf(this.#scopes.at(-1));
    const last = this.#tokens.at(-1);
    if (last !== undefined && last.role === role)
      this.#tokens[this.#tokens.length - 1] = { text: last.text + text, role };
    else this.#tokens.push({ text, role });
  }

  // The name is the highlighter's: code of one language within another.
  __addSublanguage(emitter: unknown): void {
    if (emitter instanceof TokenCollector) for (const token of emitter.tokens) this.#tokens.push(token);
  }

  finalize(): void {
    this.#scopes.length = 0;
  }

  /** Part of what the highlighter asks of a writer; nothing here is ever HTML. */
  toHTML(): string {
    return '';
  }
}

const roles: ReadonlyMap<string, string> = new Map([
  ['keyword', 'keyword'],
  ['built_in', 'type'],
  ['type', 'type'],
  ['class', 'type'],
  ['literal', 'literal'],
  ['number', 'number'],
  ['string', 'string'],
  ['regexp', 'string'],
  ['char', 'string'],
  ['link', 'string'],
  ['code', 'string'],
  ['comment', 'comment'],
  ['quote', 'comment'],
  ['doctag', 'comment'],
  ['meta', 'keyword'],
  ['title', 'function'],
  ['section', 'function'],
  ['name', 'tag'],
  ['tag', 'tag'],
  ['selector-tag', 'tag'],
  ['selector-class', 'attribute'],
  ['selector-id', 'attribute'],
  ['selector-attr', 'attribute'],
  ['selector-pseudo', 'attribute'],
  ['attr', 'attribute'],
  ['attribute', 'attribute'],
  ['property', 'attribute'],
  ['variable', 'variable'],
  ['template-variable', 'variable'],
  ['symbol', 'literal'],
  ['bullet', 'keyword'],
  ['addition', 'addition'],
  ['deletion', 'deletion'],
]);

/** Scopes have parts, the most general first: `title.class.inherited`. */
function roleOf(scope: string | undefined): string | undefined {
  if (scope === undefined) return undefined;
  if (scope.startsWith('title.class')) return 'type';
  if (scope === 'variable.language' || scope === 'variable.constant') return 'literal';
  return roles.get(scope.split('.', 1)[0] ?? '');
}
