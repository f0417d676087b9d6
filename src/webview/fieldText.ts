// Changes to a text field that the browser's undo knows of.

/** Puts text in place of what is selected; the cursor stands behind it. */
export function insertText(field: HTMLTextAreaElement | null, text: string): void {
  if (!field) return;
  field.focus();
  // Deprecated and without a successor: the only way to put text in that undo knows of.
  document.execCommand('insertText', false, text);
}

/** Shows another text altogether: what was undone before is not undone into this one. */
export function showText(field: HTMLTextAreaElement | null, text: string): void {
  if (!field || field.value === text) return;
  field.value = text;
  field.setSelectionRange(text.length, text.length);
}
