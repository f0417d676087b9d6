/** A file that waits to be sent; its bytes lie beside what waits, under `blob`. */
export interface OutgoingFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly kind: 'image' | 'video' | 'audio' | 'file';
  /** Pixels, where they could be told. */
  readonly image: { readonly width: number; readonly height: number } | undefined;
  readonly blob: string;
}

/**
 * `drive`: put into the dialog's folder and made a message of by a call that knows the message's uuid, so a repeat is the
 * same message. `single`: one file and its message in one call that knows no uuid.
 */
export interface OutgoingFiles {
  readonly way: 'drive' | 'single';
  readonly items: readonly OutgoingFile[];
}
