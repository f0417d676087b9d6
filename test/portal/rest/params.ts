import { isMap, toInt, toText, type PhpMap, type PhpValue } from './phpValue.ts';

/** A method's parameters with PHP's loose reading of them. */
export class Params {
  readonly all: PhpMap;

  constructor(all: PhpMap) {
    this.all = all;
  }

  /** Classic im.* methods upper-case their top-level names; nested keys stay as they are (api-facts 1.1). */
  static upperCased(raw: PhpMap): Params {
    return new Params(
      Object.fromEntries(Object.entries(raw).map(([name, value]) => [name.toUpperCase(), value])),
    );
  }

  /** PHP's isset: null counts as missing. */
  has(name: string): boolean {
    return this.value(name) !== undefined;
  }

  value(name: string): PhpValue | undefined {
    return (Object.hasOwn(this.all, name) ? this.all[name] : undefined) ?? undefined;
  }

  /** 0 when missing. */
  int(name: string): number {
    return toInt(this.value(name));
  }

  /** '' when missing. */
  text(name: string): string {
    return toText(this.value(name));
  }

  /** Only the exact "Y" counts; a JSON true does not (api-facts 3.0). */
  isYes(name: string): boolean {
    return this.value(name) === 'Y';
  }

  /** For flags whose default is Y: only the exact "N" switches them off. */
  isNo(name: string): boolean {
    return this.value(name) === 'N';
  }

  /** An array or object as such, or given as a JSON string; `undefined` for everything else. */
  structure(name: string): readonly PhpValue[] | PhpMap | undefined {
    return decodeStructure(this.value(name));
  }

  /** The integers of a list, `undefined` when the value is no list. */
  ints(name: string): readonly number[] | undefined {
    const list = this.structure(name);
    return list === undefined ? undefined : Object.values(list).map((item: PhpValue) => toInt(item));
  }
}

export function decodeStructure(value: PhpValue | undefined): readonly PhpValue[] | PhpMap | undefined {
  if (typeof value !== 'string') return isStructure(value) ? value : undefined;
  try {
    const decoded: unknown = JSON.parse(value);
    return isStructure(decoded) ? decoded : undefined;
  } catch {
    return undefined;
  }
}

function isStructure(value: unknown): value is readonly PhpValue[] | PhpMap {
  return Array.isArray(value) || isMap(value);
}
