import type { PortalClient } from '../rest/portalClient.ts';

/** Pictures of people and dialogs: public files of the portal, or of the network that carries its files. */
export class PictureApi {
  readonly #client: PortalClient;

  constructor(client: PortalClient) {
    this.#client = client;
  }

  /** `link` as a person or a dialog has it. Rejects with a PortalError, also where more than `maxBytes` come. */
  async fetch(link: string, maxBytes: number, signal: AbortSignal): Promise<Uint8Array> {
    const pieces: Uint8Array[] = [];
    const onBytes = (bytes: Uint8Array): void => {
      pieces.push(bytes);
    };
    await this.#client.fetchPicture({ link, maxBytes, mayBeHtml: false, onBytes }, { signal });
    const whole = new Uint8Array(pieces.reduce((size, { byteLength }) => size + byteLength, 0));
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.byteLength;
    }
    return whole;
  }
}
