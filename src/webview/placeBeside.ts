const gap = 4;
const margin = 8;

/** Puts a floating element below what it belongs to, or above where there is more room, within the page. */
export function placeBeside(floating: HTMLElement, anchor: HTMLElement): void {
  const at = anchor.getBoundingClientRect();
  const { width, height } = floating.getBoundingClientRect();
  const page = document.documentElement;
  const below = page.clientHeight - at.bottom - gap - margin;
  const isBelow = height <= below || below >= at.top;
  const top = isBelow ? at.bottom + gap : at.top - gap - height;
  const highest = Math.max(margin, page.clientHeight - height - margin);
  const rightmost = Math.max(margin, page.clientWidth - width - margin);
  floating.style.setProperty('--top', `${Math.round(Math.min(Math.max(top, margin), highest))}px`);
  floating.style.setProperty('--left', `${Math.round(Math.min(Math.max(at.left, margin), rightmost))}px`);
}
