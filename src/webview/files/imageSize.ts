/** Whole pixels, so that what is reserved is what is drawn. */
export interface ShownSize {
  readonly width: number;
  readonly height: number;
}

const WIDEST = 380;
const HIGHEST = 320;
const LEAST = 48;
const unknown: ShownSize = { width: 280, height: 180 };

/** How large a picture stands in a message: as it is, or smaller; a very long one is cut to a part of it. */
export function shownSize(image: ShownSize | undefined): ShownSize {
  if (!image || !(image.width > 0) || !(image.height > 0)) return unknown;
  const scale = Math.min(1, WIDEST / image.width, HIGHEST / image.height);
  return {
    width: Math.max(LEAST, Math.round(image.width * scale)),
    height: Math.max(LEAST, Math.round(image.height * scale)),
  };
}
