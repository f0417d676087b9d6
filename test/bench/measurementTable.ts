import { type Goal, isMet, type Measurement, type Unit } from './measurement.ts';

const HEADINGS = ['', 'result', 'goal', 'verdict', 'in the same run', 'ratio', 'runs'] as const;
/** What reads better on the left; numbers stand on the right. */
const LEFT = new Set<number>([0, 3, 4]);

/** A table in plain text, a line for each measurement. */
export function measurementTable(measurements: readonly Measurement[]): string {
  const rows = [HEADINGS, ...measurements.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return LEFT.has(column) ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
  return lines.toSpliced(1, 0, '-'.repeat(Math.max(...lines.map((line) => line.length)))).join('\n');
}

/** A number as a person reads it: three digits that count. */
function formatValue(value: number, unit: Unit): string {
  const isCount = unit === 'requests' || unit === 'rows' || unit === 'times';
  const digits = isCount || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const shown = isCount && !Number.isInteger(value) ? value.toFixed(1) : value.toFixed(digits);
  const named = unit === 'requests' && value === 1 ? 'request' : unit;
  return `${shown} ${named}`;
}

function cellsOf(measurement: Measurement): readonly string[] {
  const { what, value, unit, goal, peer, runs } = measurement;
  const met = isMet(measurement);
  return [
    what,
    formatValue(value, unit),
    goal === undefined ? '' : goalText(goal, unit),
    met === undefined ? '' : met ? 'met' : 'MISSED',
    peer === undefined ? '' : `${peer.name}: ${formatValue(peer.value, unit)}`,
    peer === undefined || peer.value === 0 ? '' : ratioText(value / peer.value),
    runs === undefined ? '' : String(runs),
  ];
}

function goalText({ kind, value }: Goal, unit: Unit): string {
  const limit = `${value} ${unit === 'requests' && value === 1 ? 'request' : unit}`;
  return kind === 'atMost' ? `<= ${limit}` : `+${limit}`;
}

function ratioText(ratio: number): string {
  if (ratio < 0.01) return '< 0.01 x';
  return `${ratio >= 10 ? ratio.toFixed(0) : ratio.toPrecision(2)} x`;
}
