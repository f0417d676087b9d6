/** What the extension wrote for the person when it could not answer; empty where no answer came. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
