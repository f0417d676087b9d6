const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** Bytes as a person reads them. */
export function formatBytes(bytes: number, locales: readonly string[]): string {
  let value = bytes;
  let index = 0;
  while (value >= 1024 && index < units.length - 1) {
    value /= 1024;
    index += 1;
  }
  return new Intl.NumberFormat(locales, {
    style: 'unit',
    unit: units[index] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && index > 0 ? 1 : 0,
  }).format(value);
}
