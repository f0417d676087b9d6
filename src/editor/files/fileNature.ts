import { extensionOf } from '../../messenger/files/fileName.ts';

// Whatever runs when it is opened: such a file is saved by the person, never started from here.
const programs = new Set(
  (
    '.exe .com .bat .cmd .msi .msp .scr .pif .cpl .lnk .url .hta .jar .vbs .vbe .wsf .wsh .ps1 .psm1 .reg .inf ' +
    '.application .gadget .msc .chm .scf .appref-ms .jnlp .iso .img .vhd .app .command .tool .workflow .terminal ' +
    '.dmg .pkg .desktop .appimage .run .deb .rpm .apk .sh .csh .ksh .js .jse .py .pyw .pl .rb .xll .xlam .docm ' +
    '.xlsm .pptm .settingcontent-ms .library-ms .search-ms .website .webloc .inetloc .mobileconfig'
  ).split(' '),
);

export type FileNature = 'text' | 'image' | 'program' | 'other';

/** What opening a file means, by its bytes and, where they tell nothing, by its name. */
export function fileNatureOf(name: string, head: Uint8Array, isImage: boolean): FileNature {
  if (isImage) return 'image';
  if (isText(head)) return 'text';
  return programs.has(extensionOf(name)) ? 'program' : 'other';
}

/** UTF-8 without control characters, the last letter possibly cut. */
function isText(head: Uint8Array): boolean {
  if (head.byteLength === 0) return true;
  const text = new TextDecoder('utf-8').decode(head.subarray(0, head.byteLength), { stream: true });
  // oxlint-disable-next-line no-control-regex
  return !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/.test(text);
}
