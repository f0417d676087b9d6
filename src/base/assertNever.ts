/** Ends a `switch` over a union: a case that was forgotten is a compile error. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${typeof value}`);
}
