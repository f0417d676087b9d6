// Short ways to write the trees that the markup tests expect.
import type { Block, Inline, LinkTarget, RichText } from '../../../../src/model/richText.ts';

type Children = readonly (Inline | string)[];

export const br: Inline = { kind: 'break' };

export function p(...children: Children): Block {
  return { kind: 'paragraph', children: inlines(children) };
}

export function b(...children: Children): Inline {
  return { kind: 'bold', children: inlines(children) };
}

export function i(...children: Children): Inline {
  return { kind: 'italic', children: inlines(children) };
}

export function link(address: string, ...children: Children): Inline {
  return { kind: 'link', target: target(address), children: inlines(children) };
}

export function mention(userId: number | 'all', ...children: Children): Inline {
  return { kind: 'mention', userId, children: inlines(children) };
}

export function dialogLink(dialogId: string, messageId: number | undefined, ...children: Children): Inline {
  return { kind: 'dialogLink', dialogId, messageId, children: inlines(children) };
}

export function code(value: string): Block {
  return { kind: 'code', text: value };
}

export function quote(...children: RichText): Block {
  return { kind: 'quote', author: undefined, date: undefined, source: undefined, children };
}

export function target(address: string): LinkTarget {
  return address.startsWith('/') ? { kind: 'portalPath', path: address } : { kind: 'url', url: address };
}

export function inlines(children: Children): readonly Inline[] {
  return children.map((child) => (typeof child === 'string' ? { kind: 'text', text: child } : child));
}
