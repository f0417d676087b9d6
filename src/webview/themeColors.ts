import { useEffect, useState } from 'preact/hooks';
import { mixed, readableColor } from './readableColor.ts';

export interface ThemeColors {
  /** A shade of a `#rrggbb` colour that reads wherever a message's text stands. */
  readonly readable: (color: string) => string;
}

// As in the styles: own messages stand on a little of the link's colour.
const bubbleShare = 0.1;
const maxKnown = 500;

/** Follows the theme: VS Code changes the variables of a page that is open. */
export function useThemeColors(): ThemeColors {
  const [signature, setSignature] = useState(() => readBackgrounds().join(' '));
  const [colors, setColors] = useState(() => themeColors(readBackgrounds()));
  useEffect(() => {
    const renew = (): void => setSignature(readBackgrounds().join(' '));
    const observer = new MutationObserver(renew);
    observer.observe(document.documentElement, { attributeFilter: ['style', 'class'] });
    observer.observe(document.body, { attributeFilter: ['class', 'data-vscode-theme-id'] });
    return () => observer.disconnect();
  }, []);
  useEffect(() => setColors(themeColors(readBackgrounds())), [signature]);
  return colors;
}

function themeColors(backgrounds: readonly string[]): ThemeColors {
  const known = new Map<string, string>();
  return {
    readable: (color) => {
      const found = known.get(color);
      if (found !== undefined) return found;
      if (known.size >= maxKnown) known.clear();
      const shade = readableColor(color, backgrounds);
      known.set(color, shade);
      return shade;
    },
  };
}

/** The page does not know whether it stands in the editor or in the side bar: what reads on both reads. */
function readBackgrounds(): readonly string[] {
  const style = getComputedStyle(document.documentElement);
  const value = (name: string): string | undefined => opaque(style.getPropertyValue(`--vscode-${name}`));
  const { classList } = document.body;
  const isDark = classList.contains('vscode-dark') || isHighContrastDark(classList);
  const editor = value('editor-background') ?? (isDark ? '#1f1f1f' : '#ffffff');
  const plain = [editor, value('sideBar-background') ?? editor];
  if (classList.contains('vscode-high-contrast') || classList.contains('vscode-high-contrast-light'))
    return plain;
  const link = value('textLink-foreground');
  return link === undefined ? plain : plain.flatMap((each) => [each, mixed(each, link, bubbleShare)]);
}

/** High contrast light carries both classes. */
function isHighContrastDark(classes: DOMTokenList): boolean {
  return classes.contains('vscode-high-contrast') && !classes.contains('vscode-high-contrast-light');
}

/** `#rrggbb` of a colour as themes write it; without its transparency. */
function opaque(value: string): string | undefined {
  const text = value.trim().toLowerCase();
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])[0-9a-f]?$/.exec(text);
  if (short)
    return `#${short
      .slice(1, 4)
      .map((digit) => digit + digit)
      .join('')}`;
  if (/^#[0-9a-f]{6}(?:[0-9a-f]{2})?$/.test(text)) return text.slice(0, 7);
  const parts = /^rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})/.exec(text);
  if (!parts) return undefined;
  return `#${parts
    .slice(1, 4)
    .map((part) => Math.min(255, Number(part)).toString(16).padStart(2, '0'))
    .join('')}`;
}
