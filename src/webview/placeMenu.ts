export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const edge = 4;

/** Where a menu's upper left corner goes: under its anchor where there is room, else above, and never beyond the page. */
export function placeMenu(
  anchor: Box,
  menu: Size,
  page: Size,
  isRightToLeft: boolean,
): { readonly left: number; readonly top: number } {
  const wanted = isRightToLeft ? anchor.right - menu.width : anchor.left;
  const isBelow = anchor.bottom + menu.height <= page.height - edge || anchor.top - menu.height < edge;
  return {
    left: within(wanted, page.width - menu.width),
    top: within(isBelow ? anchor.bottom : anchor.top - menu.height, page.height - menu.height),
  };
}

function within(value: number, room: number): number {
  return Math.max(edge, Math.min(value, room - edge));
}
