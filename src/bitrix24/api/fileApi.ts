import * as v from 'valibot';
import type { DialogId } from '../../model/dialogId.ts';
import type { CallOptions } from '../rest/callOptions.ts';
import type { FileBody } from '../rest/fileBody.ts';
import type { Download, PortalClient } from '../rest/portalClient.ts';
import { isPortalError } from '../rest/portalError.ts';
import { decodeWhole, id, map, maybeCount, text } from './wire.ts';

const LINK = 'im.v2.File.download';
const UPLOAD = 'im.v2.File.upload';
const FOLDER = 'im.disk.folder.get';
const PUT = 'disk.folder.uploadfile';
const COMMIT = 'im.disk.file.commit';
const DRIVE_FILE = 'disk.file.get';

// A minute for the portal to think, and as long as a slow line takes.
const THINKING_MS = 60_000;
const SLOWEST_BYTES_PER_MS = 50;

/** Files of dialogs (api-facts 3.9). Links hold the credential: none leaves this class. */
export class FileApi {
  readonly #client: PortalClient;

  constructor(client: PortalClient) {
    this.#client = client;
  }

  /** Signs a link and fetches what is behind it. Not repeated here: bytes may have been taken already. */
  async download(
    dialogId: DialogId,
    fileId: number,
    request: Omit<Download, 'link'>,
    options?: CallOptions,
  ): Promise<void> {
    const link = await this.#link(dialogId, fileId, options);
    await this.#client.download({ ...request, link }, options);
  }

  /** Makes a message with one file in one call. Knows no uuid: on an unknown outcome look before doing it again. */
  async upload(
    dialogId: DialogId,
    file: { readonly name: string; readonly body: FileBody; readonly text: string },
    options?: CallOptions,
  ): Promise<{ readonly messageId: number; readonly fileId: number | undefined }> {
    const fields = { name: file.name, content: file.body, message: file.text };
    const { result } = await this.#client.call(UPLOAD, { dialogId, fields }, timed(file.body, options));
    const { messageId, file: stored } = decodeWhole(uploadDecoder, result, UPLOAD);
    return { messageId, fileId: stored.id };
  }

  /** Where files of the dialog lie; made where there is none. */
  async folder(dialogId: DialogId, options?: CallOptions): Promise<number> {
    const { result } = await this.#client.call(FOLDER, { DIALOG_ID: dialogId }, options);
    return decodeWhole(itemDecoder, result, FOLDER).ID;
  }

  /** Puts a file into a folder, where no message shows it yet; gives its id for `commit`. Needs the scope `disk`. */
  async put(
    folderId: number,
    file: { readonly name: string; readonly body: FileBody },
    options?: CallOptions,
  ): Promise<number> {
    const { name, body } = file;
    const params = {
      id: folderId,
      data: { NAME: name },
      fileContent: [name, body],
      generateUniqueName: true,
    };
    const { result } = await this.#client.call(PUT, params, timed(body, options));
    return decodeWhole(itemDecoder, result, PUT).ID;
  }

  /** Makes one message of files that lie in the dialog's folder. A repeat with the same uuid gives the first one's id. */
  async commit(
    dialogId: DialogId,
    message: { readonly fileIds: readonly number[]; readonly text: string; readonly uuid: string },
    options?: CallOptions,
  ): Promise<number> {
    const params = {
      DIALOG_ID: dialogId,
      UPLOAD_ID: message.fileIds,
      MESSAGE: message.text,
      TEMPLATE_ID: message.uuid.toLowerCase(),
    };
    const { result } = await this.#client.call(COMMIT, params, options);
    return decodeWhole(commitDecoder, result, COMMIT).MESSAGE_ID;
  }

  async #link(dialogId: DialogId, fileId: number, options: CallOptions | undefined): Promise<string> {
    try {
      const { result } = await this.#client.call(LINK, { dialogId, fileId }, options);
      return decodeWhole(linkDecoder, result, LINK).downloadUrl;
    } catch (error) {
      if (!isPortalError(error) || error.code.toUpperCase() !== 'ERROR_METHOD_NOT_FOUND') throw error;
    }
    const { result } = await this.#client.call(DRIVE_FILE, { id: fileId }, options);
    return decodeWhole(driveFileDecoder, result, DRIVE_FILE).DOWNLOAD_URL;
  }
}

const address = v.pipe(text, v.minLength(1));
const linkDecoder = v.object({ downloadUrl: address });
const driveFileDecoder = v.object({ DOWNLOAD_URL: address });
const itemDecoder = v.object({ ID: id });
const uploadDecoder = v.object({ messageId: id, file: v.pipe(map, v.object({ id: maybeCount })) });
const commitDecoder = v.object({ MESSAGE_ID: id });

function timed(body: FileBody, options: CallOptions | undefined): CallOptions {
  return { ...options, timeLimitMs: THINKING_MS + body.size / SLOWEST_BYTES_PER_MS };
}
