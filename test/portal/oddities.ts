// Everything that portals are known, or must be feared, to answer oddly, all at once and never twice the same (api-facts 5).
import { seededRandom } from './idSource.ts';
import { isMap } from './rest/phpValue.ts';

type Body = Readonly<Record<string, unknown>>;
export type OddReply = { readonly status: number; readonly body: Body };

/** What people have put together; it is kept and given back as it came. */
const KEPT_AS_SENT = new Set(['BLOCKS', 'BUTTONS', 'KEYBOARD', 'MENU', 'COMMAND_PARAMS']);
const STATUSES: Readonly<Record<number, readonly number[]>> = {
  400: [400, 403, 404],
  401: [401, 403],
  403: [403, 400, 401],
  404: [404, 400],
  503: [503, 429],
};
/** Words whose case differs from method to method. */
const CASELESS = new Set(['role']);
const BATCH_MAPS = ['result', 'result_error', 'result_total', 'result_next'] as const;

export class Oddities {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  apply({ status, body }: OddReply, isBatch: boolean): OddReply {
    if ('error' in body) return { status: this.#one(STATUSES[status] ?? [status]), body: this.#error(body) };
    const { result, next, total, time } = body;
    return {
      status,
      body: {
        result: isBatch && isMap(result) ? this.#batch(result) : this.#value(result),
        ...(next === undefined ? {} : { next: this.#number(Number(next)) }),
        ...(total === undefined ? {} : { total: this.#number(Number(total)) }),
        ...(this.#happens(3) ? {} : { time: this.#time(time) }),
        hint: this.#surprise(),
      },
    };
  }

  #batch(result: Body): Body {
    const maps = BATCH_MAPS.map((name): readonly [string, unknown] => {
      const map = result[name];
      const odd = (key: string, value: unknown): unknown =>
        name === 'result_error' && isMap(value) ? this.#error(value) : this.#value(value, key);
      return [name, isMap(map) ? mapped(map, odd) : map];
    });
    return { ...result, ...Object.fromEntries(maps), result_time: [] };
  }

  /** Codes in another case, words in another language or none. */
  #error({ error, ...rest }: Body): Body {
    const code = String(error);
    return {
      ...rest,
      error: this.#one([code, code.toLowerCase(), code.charAt(0) + code.slice(1).toLowerCase()]),
      error_description: this.#one(['', 'Доступ запрещён', rest['error_description']]),
    };
  }

  #time(time: unknown): unknown {
    if (!isMap(time)) return time;
    const odd = (_key: string, value: unknown): unknown =>
      typeof value === 'number' ? this.#one([value, value + 0.25, String(value)]) : value;
    return this.#happens(4) ? [] : { ...mapped(time, odd), zone: 'Europe/Kyiv' };
  }

  #value(value: unknown, name = ''): unknown {
    if (KEPT_AS_SENT.has(name)) return value;
    if (typeof value === 'number') return this.#number(value);
    if (typeof value === 'boolean') return name === '' ? value : this.#flag(value);
    if (value === null) return this.#one([null, false, '']);
    if (typeof value === 'string') return this.#text(value, name);
    if (Array.isArray(value)) return this.#list(value);
    return isMap(value) ? this.#object(value) : value;
  }

  #number(value: number): unknown {
    return this.#one([value, String(value)]);
  }

  #flag(value: boolean): unknown {
    return this.#one(value ? [true, 'Y', 'true'] : [false, 'N', 'false']);
  }

  #text(value: string, name: string): unknown {
    if (value === '') return this.#one(['', null, false]);
    if (value === 'Y') return this.#one(['Y', true, 'true']);
    if (CASELESS.has(name)) return this.#one([value, value.toUpperCase(), value.toLowerCase()]);
    return value;
  }

  /** With a hole in it a list becomes an object; nobody says where the hole was. */
  #list(list: readonly unknown[]): unknown {
    const odd = list.map((item) => this.#value(item, typeof item === 'boolean' ? '' : 'item'));
    if (odd.length === 0 || this.#happens(2)) return odd;
    const hole = Math.floor(this.#random() * odd.length);
    return Object.fromEntries(odd.map((item, index) => [index < hole ? index : index + 1, item]));
  }

  /** Something new in each object, unless it is a map from ids. */
  #object(object: Body): unknown {
    const odd = mapped(object, (key, value) => this.#value(value, key));
    const isMapOfIds = Object.keys(object).every((key) => /^\d+$/.test(key));
    if (isMapOfIds || Object.keys(object).length === 0) return odd;
    return { ...odd, somethingNew: this.#surprise() };
  }

  #surprise(): unknown {
    return this.#one([null, [], { since: '26.400' }, 'soon', 0]);
  }

  #one<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.#random() * choices.length)] as T;
  }

  #happens(inSoMany: number): boolean {
    return this.#random() * inSoMany < 1;
  }
}

function mapped(map: Body, change: (key: string, value: unknown) => unknown): Body {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(key, value)]));
}
