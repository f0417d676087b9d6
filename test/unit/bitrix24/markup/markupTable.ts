// Rows of `source` and the tree that is expected of it.
import assert from 'node:assert/strict';
import { it } from 'mocha';
import { parseMarkup } from '../../../../src/bitrix24/markup/parseMarkup.ts';
import type { RichText } from '../../../../src/model/richText.ts';
import { p } from './trees.ts';

export type Row = readonly [name: string, source: string, expected: RichText];

export function table(rows: readonly Row[]): void {
  for (const [name, source, expected] of rows) {
    it(name, () => assert.deepEqual(parseMarkup(source), expected));
  }
}

/** A row whose source stays exactly as it is. */
export function literal(name: string, source: string): Row {
  return [`${name} stays text`, source, [p(source)]];
}
