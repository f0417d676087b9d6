// Changes to a text field that the browser's undo knows of.
import type { FieldChange } from './fieldChange.ts';

/** Puts text in place of what is selected; the cursor stands behind it. */
export function insertText(field: HTMLTextAreaElement | null, text: string): void {
  if (!field) return;
  field.focus();
  // Deprecated and without a successor: the only way to put text in that undo knows of.
  document.execCommand('insertText', false, text);
}

export function applyChange(field: HTMLTextAreaElement, change: FieldChange): void {
  field.focus();
  field.setSelectionRange(change.from, change.to);
  if (change.text !== '') document.execCommand('insertText', false, change.text);
  else if (change.from !== change.to) document.execCommand('delete');
  field.setSelectionRange(change.selectFrom, change.selectTo);
}

/** Shows another text altogether: what was undone before is not undone into this one. */
export function showText(field: HTMLTextAreaElement | null, text: string): void {
  if (!field || field.value === text) return;
  field.value = text;
  field.setSelectionRange(text.length, text.length);
}
