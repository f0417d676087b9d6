// Holds a response against documented ones: the same keys, the same kinds of values, whatever the values are.

export type Kind = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

export type Deviation = {
  /** Where, with `[]` for any element of a list and `{}` for any value of a map. */
  readonly path: string;
  /** `unknown`: the documents have no such key. `missing`: they have it in every sample. */
  readonly problem: 'unknown' | 'missing' | 'kind';
  readonly detail: string;
};

/** What the documents leave open. Places are named by the end of their path: `name` or `chat.name`. */
export type Tolerance = {
  /** Kinds that may stand in besides the documented ones. */
  readonly kinds: Readonly<Record<string, readonly Kind[]>>;
  /** Places that may be there or not. */
  readonly optional: readonly string[];
  /** Objects with a vocabulary of their own: any of its keys may be there, with one of these kinds. */
  readonly vocabularies: Readonly<Record<string, Readonly<Record<string, readonly Kind[]>>>>;
  /** Objects of several sorts in one place: each is held against the samples of its own sort, if there are any. */
  readonly sorts: Readonly<Record<string, (object: Readonly<Record<string, unknown>>) => string>>;
};

/** @param samples all documented values of this place; together they say what is usual */
export function deviations(
  samples: readonly unknown[],
  actual: unknown,
  tolerance: Tolerance,
  path = 'body',
): readonly Deviation[] {
  const kinds = new Set([...samples.map(kindOf), ...(named(tolerance.kinds, path) ?? [])]);
  if (!fits(kinds, actual, samples)) {
    return [{ path, problem: 'kind', detail: `${kindOf(actual)} instead of ${[...kinds].join(' or ')}` }];
  }
  if (Array.isArray(actual)) {
    const elements = samples.filter((sample) => Array.isArray(sample)).flat();
    if (elements.length === 0) return [];
    return unique(actual.flatMap((element) => deviations(elements, element, tolerance, `${path}[]`)));
  }
  if (!isObject(actual)) return [];
  const vocabulary = named(tolerance.vocabularies, path);
  if (vocabulary !== undefined) return vocabularyDeviations(vocabulary, actual, path);
  const objects = ofTheSort(samples.filter(isObject), actual, named(tolerance.sorts, path));
  if (objects.length === 0) return [];
  return isMap(objects) && isMap([actual])
    ? mapDeviations(objects, actual, tolerance, path)
    : keyDeviations(objects, actual, tolerance, path);
}

function ofTheSort(
  samples: readonly Readonly<Record<string, unknown>>[],
  actual: Readonly<Record<string, unknown>>,
  sortOf: ((object: Readonly<Record<string, unknown>>) => string) | undefined,
): readonly Readonly<Record<string, unknown>>[] {
  if (sortOf === undefined) return samples;
  const alike = samples.filter((sample) => sortOf(sample) === sortOf(actual));
  return alike.length > 0 ? alike : samples;
}

function mapDeviations(
  samples: readonly Readonly<Record<string, unknown>>[],
  actual: Readonly<Record<string, unknown>>,
  tolerance: Tolerance,
  path: string,
): readonly Deviation[] {
  const values = samples.flatMap((sample) => Object.values(sample));
  return unique(Object.values(actual).flatMap((value) => deviations(values, value, tolerance, `${path}{}`)));
}

function keyDeviations(
  samples: readonly Readonly<Record<string, unknown>>[],
  actual: Readonly<Record<string, unknown>>,
  tolerance: Tolerance,
  path: string,
): readonly Deviation[] {
  const found: Deviation[] = [];
  for (const key of new Set(samples.flatMap((sample) => Object.keys(sample)))) {
    const isUsual = samples.every((sample) => Object.hasOwn(sample, key));
    const place = `${path}.${key}`;
    if (isUsual && !Object.hasOwn(actual, key) && !isOptional(tolerance, place)) {
      found.push({ path: place, problem: 'missing', detail: 'documented, not given' });
    }
  }
  for (const [key, value] of Object.entries(actual)) {
    const known = samples.filter((sample) => Object.hasOwn(sample, key)).map((sample) => sample[key]);
    const place = `${path}.${key}`;
    if (known.length > 0) found.push(...deviations(known, value, tolerance, place));
    else if (!isOptional(tolerance, place)) {
      found.push({ path: place, problem: 'unknown', detail: 'given, not documented' });
    }
  }
  return found;
}

function vocabularyDeviations(
  vocabulary: Readonly<Record<string, readonly Kind[]>>,
  actual: Readonly<Record<string, unknown>>,
  path: string,
): readonly Deviation[] {
  return Object.entries(actual).flatMap(([key, value]): readonly Deviation[] => {
    const kinds = vocabulary[key];
    if (kinds === undefined)
      return [{ path: `${path}.${key}`, problem: 'unknown', detail: 'given, not documented' }];
    if (kinds.includes(kindOf(value))) return [];
    return [
      {
        path: `${path}.${key}`,
        problem: 'kind',
        detail: `${kindOf(value)} instead of ${kinds.join(' or ')}`,
      },
    ];
  });
}

/** An empty list stands for an empty object too, because PHP has one word for both (api-facts 1.2). */
function fits(kinds: ReadonlySet<Kind>, actual: unknown, samples: readonly unknown[]): boolean {
  const kind = kindOf(actual);
  if (kinds.has(kind)) return true;
  if (kind === 'array') return isEmptyList(actual) && kinds.has('object');
  return kind === 'object' && samples.some(isEmptyList);
}

function kindOf(value: unknown): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  switch (typeof value) {
    case 'boolean':
    case 'number':
    case 'string':
    case 'object':
      return typeof value as Kind;
    default:
      throw new Error(`JSON has no ${typeof value}`);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return kindOf(value) === 'object';
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** Keys that are ids, so that every value has the same structure. */
function isMap(objects: readonly Readonly<Record<string, unknown>>[]): boolean {
  const keys = objects.flatMap((object) => Object.keys(object));
  return keys.length > 0 && keys.every((key) => /^\d+$/.test(key));
}

function named<T>(places: Readonly<Record<string, T>>, path: string): T | undefined {
  return Object.entries(places).find(([place]) => endsWith(path, place))?.[1];
}

function isOptional(tolerance: Tolerance, path: string): boolean {
  return tolerance.optional.some((place) => endsWith(path, place));
}

function endsWith(path: string, place: string): boolean {
  return path === place || path.endsWith(`.${place}`);
}

function unique(found: readonly Deviation[]): readonly Deviation[] {
  return [...new Map(found.map((one) => [`${one.path} ${one.problem} ${one.detail}`, one])).values()];
}
