// Where a text stops being JSON. `JSON.parse` tells that only in the words of the engine that runs it.

export interface TextPosition {
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
}

const WHITE = new Set([' ', '\n', '\r', '\t']);
const SHORT_ESCAPES = new Set(['"', '\\', '/', 'b', 'f', 'n', 'r', 't']);
const WORDS = ['true', 'false', 'null'];
const HEX = /^[0-9a-fA-F]{4}$/;

type Expected = 'value' | 'firstValue' | 'key' | 'firstKey' | 'afterValue';

/** The first character that cannot be part of JSON, or `undefined` when the text is JSON. Depth costs no stack. */
export function findJsonFault(text: string): TextPosition | undefined {
  const fault = faultIndex(text);
  return fault === undefined ? undefined : positionOf(text, fault);
}

function faultIndex(text: string): number | undefined {
  const closers: string[] = [];
  let expected: Expected = 'value';
  let at = 0;

  for (;;) {
    while (WHITE.has(text.charAt(at))) at += 1;
    const char = text.charAt(at);

    if (expected === 'afterValue') {
      const closer = closers.at(-1);
      if (closer === undefined) return at === text.length ? undefined : at;
      if (char === ',') expected = closer === ']' ? 'value' : 'key';
      else if (char === closer) closers.pop();
      else return at;
      at += 1;
      continue;
    }

    if ((expected === 'firstKey' || expected === 'firstValue') && char === closers.at(-1)) {
      closers.pop();
      expected = 'afterValue';
      at += 1;
      continue;
    }

    if (expected === 'key' || expected === 'firstKey') {
      const end = char === '"' ? stringEnd(text, at) : { fault: at };
      if ('fault' in end) return end.fault;
      at = end.end;
      while (WHITE.has(text.charAt(at))) at += 1;
      if (text[at] !== ':') return at;
      at += 1;
      expected = 'value';
      continue;
    }

    if (char === '{' || char === '[') {
      closers.push(char === '{' ? '}' : ']');
      expected = char === '{' ? 'firstKey' : 'firstValue';
      at += 1;
      continue;
    }
    const end = char === '"' ? stringEnd(text, at) : scalarEnd(text, at);
    if ('fault' in end) return end.fault;
    at = end.end;
    expected = 'afterValue';
  }
}

type End = { readonly end: number } | { readonly fault: number };

function stringEnd(text: string, quote: number): End {
  let at = quote + 1;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '"') return { end: at + 1 };
    if (char < ' ') return { fault: at };
    if (char !== '\\') {
      at += 1;
    } else if (SHORT_ESCAPES.has(text.charAt(at + 1))) {
      at += 2;
    } else if (text[at + 1] === 'u' && HEX.test(text.slice(at + 2, at + 6))) {
      at += 6;
    } else {
      return { fault: at };
    }
  }
  return { fault: at };
}

function scalarEnd(text: string, start: number): End {
  const word = WORDS.find((candidate) => text.startsWith(candidate, start));
  if (word !== undefined) return { end: start + word.length };

  let at = start;
  if (text[at] === '-') at += 1;
  const whole = at;
  at = skipDigits(text, at);
  if (at === whole || (text[whole] === '0' && at > whole + 1))
    return { fault: at === whole ? start : whole + 1 };
  if (text[at] === '.') {
    const fraction = at + 1;
    at = skipDigits(text, fraction);
    if (at === fraction) return { fault: at };
  }
  if (text[at] === 'e' || text[at] === 'E') {
    at += 1;
    if (text[at] === '+' || text[at] === '-') at += 1;
    const exponent = at;
    at = skipDigits(text, exponent);
    if (at === exponent) return { fault: at };
  }
  return { end: at };
}

function skipDigits(text: string, from: number): number {
  let at = from;
  while (text.charAt(at) >= '0' && text.charAt(at) <= '9') at += 1;
  return at;
}

function positionOf(text: string, index: number): TextPosition {
  const before = text.slice(0, index);
  const line = before.split('\n').length;
  return { line, column: index - before.lastIndexOf('\n') };
}
