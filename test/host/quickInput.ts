import type { Locator, Page } from 'playwright-core';

/** The box at the top of the window: input boxes, pick lists and the command palette. */
export interface QuickInput {
  /** The text field; wait on it, read its value or its `aria-describedby`. */
  readonly box: Locator;
  /** The rows on offer. */
  readonly rows: Locator;
  /** The row whose label is exactly this. */
  row(label: string): Locator;
  /** The prompt or the error under the field. */
  readonly message: Locator;
  /** Replaces the text. */
  type(text: string): Promise<void>;
  /** Clicks the row whose label is this. */
  pick(label: string): Promise<void>;
  /** Enter. */
  accept(): Promise<void>;
  /** Types and accepts. */
  answer(text: string): Promise<void>;
  /** Escape. */
  cancel(): Promise<void>;
}

export function openQuickInput(page: Page): QuickInput {
  const widget = page.locator('.quick-input-widget');
  const box = widget.locator('input.input').first();
  const rows = widget.locator('.quick-input-list .monaco-list-row');
  const row = (label: string): Locator =>
    rows.filter({ has: page.locator('.label-name').getByText(label, { exact: true }) }).first();
  const type = async (text: string): Promise<void> => {
    await box.waitFor();
    await box.fill(text);
  };
  const accept = (): Promise<void> => box.press('Enter');
  return {
    box,
    rows,
    row,
    message: widget.locator('.quick-input-message'),
    type,
    pick: (label) => row(label).click(),
    accept,
    answer: async (text) => {
      await type(text);
      await accept();
    },
    cancel: () => box.press('Escape'),
  };
}
