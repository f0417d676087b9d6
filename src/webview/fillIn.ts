/** Puts values into a sentence of the wording: `{0}` is the first. A place without a value stays as it is. */
export function fillIn(template: string, ...values: readonly string[]): string {
  return template.replace(/\{(\d)\}/g, (place, index: string) => values[Number(index)] ?? place);
}
