export const listId = 'composer-suggestions';

/** What the field's `aria-activedescendant` names. */
export function optionId(index: number): string {
  return `composer-suggestion-${index}`;
}
