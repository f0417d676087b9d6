import type { Locator, Page } from 'playwright-core';

/** The box at the top of the window: input boxes, pick lists and the command palette. */
export interface QuickInput {
  /** The text field; wait on it, read its value or its `aria-describedby`. */
  readonly box: Locator;
  /** The rows on offer. */
  readonly rows: Locator;
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
  const type = async (text: string): Promise<void> => {
    await box.waitFor();
    await box.fill(text);
  };
  const accept = (): Promise<void> => box.press('Enter');
  return {
    box,
    rows,
    message: widget.locator('.quick-input-message'),
    type,
    pick: async (label) => {
      const exact = rows.filter({ has: page.locator('.label-name', { hasText: label }) });
      await exact.first().click();
    },
    accept,
    answer: async (text) => {
      await type(text);
      await accept();
    },
    cancel: () => box.press('Escape'),
  };
}
