// What the extension and the page say to each other about files. The page has neither links nor paths: it names a file,
// and gets bytes.
import type { FromDialog } from './composer.ts';

/** A file of the thread: one the portal has, or one that is on its way, by its message's key and its place in it. */
export type FileRef =
  | { readonly kind: 'stored'; readonly fileId: number }
  | { readonly kind: 'sending'; readonly key: string; readonly index: number }
  /** In the tray above the composer. */
  | { readonly kind: 'tray'; readonly id: string }
  /** The picture of a person or a dialog. */
  | { readonly kind: 'face'; readonly face: FaceRef };

/** Stands for a picture that the extension can fetch; another one when the picture is another. Absent for initials. */
export type FaceRef = string;

export interface FileRow {
  /** `undefined` for one that is no longer there. */
  readonly ref: FileRef | undefined;
  readonly kind: 'image' | 'video' | 'audio' | 'file';
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** The size in the person's language. */
  readonly detail: string;
  /** Pixels, where known: the place is kept before the picture is there. */
  readonly image: { readonly width: number; readonly height: number } | undefined;
}

/** A file that waits above the composer to be sent. */
export interface TrayFile {
  readonly id: string;
  readonly row: FileRow;
  /** Still being read; not to be sent yet. */
  readonly isComing: boolean;
}

export type FileBytes =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer>; readonly type: string }
  /** Nothing that a page may show: its bytes are something else than its name says. */
  | { readonly kind: 'notShown' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly reason: string };

export type TakeOutcome =
  { readonly kind: 'taken'; readonly id: string } | { readonly kind: 'refused'; readonly reason: string };

/** What can be done with a file that the portal has. */
export type FileAct = 'open' | 'save' | 'reveal';

/** How far a message's files have gone to the portal, in bytes. */
export interface UploadProgress {
  readonly key: string;
  readonly sent: number;
  readonly total: number;
}

/** Every word about files. `{0}` stands for a value. */
export interface FilesWording {
  readonly open: string;
  readonly save: string;
  readonly reveal: string;
  readonly gone: string;
  readonly loading: string;
  readonly retry: string;
  /** `{0}` name. */
  readonly showLarge: string;
  /** A picture too large to be fetched unasked; `{0}` size. */
  readonly showImage: string;
  /** `{0}` name. */
  readonly play: string;
  readonly cannotPlay: string;
  readonly cannotShow: string;
  /** `{0}` name, `{1}` which, `{2}` of how many. */
  readonly viewer: string;
  readonly close: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly wholeImage: string;
  readonly previous: string;
  readonly next: string;
  readonly attach: string;
  readonly tray: string;
  /** `{0}` name. */
  readonly remove: string;
  readonly dropHere: string;
  /** `{0}` sent, `{1}` of how much. */
  readonly uploading: string;
  readonly cancelUpload: string;
  /** `{0}` name. */
  readonly notRead: string;
}

export type FileRequests = {
  /** The bytes of a file to be shown or played. Asked for what is on screen, or about to be. */
  readonly loadFile: {
    readonly params: { readonly ref: FileRef; readonly isAskedFor: boolean };
    readonly result: FileBytes;
  };
  /** A file that was pasted or dropped; its bytes follow in pieces. */
  readonly takeFile: {
    readonly params: { readonly name: string; readonly size: number } & FromDialog;
    readonly result: TakeOutcome;
  };
  /** The next piece; answered when the one after it may come. */
  readonly takeBytes: {
    readonly params: { readonly id: string; readonly bytes: Uint8Array };
    readonly result: TakeOutcome;
  };
};

export type FileCommands = {
  readonly fileAct: { readonly fileId: number; readonly act: FileAct };
  /** Nobody looks at it any more. */
  readonly leaveFile: { readonly ref: FileRef };
  readonly pickFiles: FromDialog;
  /** What VS Code's own explorer drops: addresses, one a line. */
  readonly takeUris: { readonly uris: readonly string[] } & FromDialog;
  readonly removeFile: { readonly id: string } & FromDialog;
  readonly cancelUpload: { readonly key: string };
};

export type FileNotifications = {
  /** All that stands in the tray of the dialog now. `problem` says why something is not in it. */
  readonly tray: { readonly files: readonly TrayFile[]; readonly problem?: string };
  readonly uploadProgress: UploadProgress;
};
