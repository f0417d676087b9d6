// Colours that people and bots choose, bent until they can be read on what is behind them.
import { luminanceOf } from './authorLook.ts';

export const leastContrast = 4.5;

const steps = 40;

/** Contrast of two `#rrggbb` colours as WCAG counts it, 1 to 21. */
export function contrastOf(one: string, other: string): number {
  const [light = 1, dark = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/**
 * The nearest shade of `color` that reads on all of `backgrounds`: itself where it does, else mixed with white or black, as
 * little as will do.
 */
export function readableColor(color: string, backgrounds: readonly string[]): string {
  const reads = (shade: string): boolean =>
    backgrounds.every((background) => contrastOf(shade, background) >= leastContrast);
  if (reads(color)) return color;

  const least = (end: string): number => Math.min(...backgrounds.map((each) => contrastOf(end, each)));
  const end = least('#ffffff') >= least('#000000') ? '#ffffff' : '#000000';
  for (let step = 1; step < steps; step++) {
    const shade = mixed(color, end, step / steps);
    if (reads(shade)) return shade;
  }
  return end;
}

/** `share` of `other` in `color`, 0 to 1. */
export function mixed(color: string, other: string, share: number): string {
  const parts = [1, 3, 5].map((start) => {
    const from = Number.parseInt(color.slice(start, start + 2), 16);
    const to = Number.parseInt(other.slice(start, start + 2), 16);
    return Math.round(from + (to - from) * share)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${parts.join('')}`;
}
