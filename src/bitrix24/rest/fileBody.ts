/** Bytes that go into a call as base64, read piece by piece while they are sent. A value of a call's parameters. */
export class FileBody {
  readonly size: number;
  /** From the start each time: a call may be tried twice. */
  readonly open: () => AsyncIterable<Uint8Array>;
  readonly onProgress: (sentBytes: number) => void;

  constructor(
    size: number,
    open: () => AsyncIterable<Uint8Array>,
    onProgress: (sentBytes: number) => void = () => undefined,
  ) {
    this.size = size;
    this.open = open;
    this.onProgress = onProgress;
  }
}
