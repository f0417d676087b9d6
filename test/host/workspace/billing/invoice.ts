export interface Line {
  readonly title: string;
  readonly quantity: number;
  readonly priceCents: number;
}

export interface Invoice {
  readonly number: string;
  readonly lines: readonly Line[];
  readonly taxPercent: number;
}

export function totalCents(invoice: Invoice): number {
  const net = invoice.lines.reduce((sum, line) => sum + line.quantity * line.priceCents, 0);
  return net + Math.round((net * invoice.taxPercent) / 100);
}
