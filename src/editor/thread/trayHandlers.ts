import * as vscode from 'vscode';
import type { DialogId } from '../../model/dialogId.ts';
import type { FileToSend } from '../../messenger/files/fileToSend.ts';
import { shownTypeOf } from '../../messenger/files/fileKind.ts';
import type { TrayItem } from '../../messenger/files/fileTray.ts';
import type { Session } from '../../messenger/session.ts';
import type { CommandHandlers, RequestHandlers } from '../../protocol/channel.ts';
import type { ThreadContract } from '../../protocol/thread.ts';
import type { FileNotifications, TakeOutcome, TrayFile } from '../../protocol/threadFiles.ts';
import { errorText } from '../errorText.ts';
import { formatSize } from '../format.ts';

const { t } = vscode.l10n;

type Requests = Pick<RequestHandlers<ThreadContract>, 'takeFile' | 'takeBytes'>;
type Commands = Pick<
  CommandHandlers<ThreadContract>,
  'pickFiles' | 'takeUris' | 'removeFile' | 'cancelUpload'
>;

/** The tray above the composer: what is pasted, dropped or picked, until it is sent. */
export class TrayHandlers {
  readonly #session: Session;
  readonly #dialogId: DialogId;
  readonly #show: (tray: FileNotifications['tray']) => void;

  constructor(session: Session, dialogId: DialogId, show: (tray: FileNotifications['tray']) => void) {
    this.#session = session;
    this.#dialogId = dialogId;
    this.#show = show;
  }

  requests(): Requests {
    const { tray } = this.#session.fileOutbox;
    return {
      takeFile: async ({ name, size, dialogId = this.#dialogId }) =>
        outcomeOf(() => tray.begin(dialogId, name, size)),
      takeBytes: async ({ id, bytes }) =>
        // Of its own: the message it came in is not kept for it.
        tray.take(id, new Uint8Array(bytes)) ? { kind: 'taken', id } : { kind: 'refused', reason: '' },
    };
  }

  commands(shown: (action: Promise<unknown>) => void): Commands {
    const { tray } = this.#session.fileOutbox;
    return {
      pickFiles: ({ dialogId = this.#dialogId }) => shown(this.#pick(dialogId)),
      takeUris: ({ uris, dialogId = this.#dialogId }) => shown(this.#takeUris(dialogId, uris)),
      removeFile: ({ id }) => tray.remove(id),
      cancelUpload: ({ key }) => shown(this.#session.fileOutbox.cancel(key)),
    };
  }

  /** Tells the page what stands in the tray now. */
  show(problem?: string): void {
    const files = this.#session.fileOutbox.tray.of(this.#dialogId).map(trayFile);
    this.#show({ files, ...(problem === undefined ? {} : { problem }) });
  }

  async #pick(dialogId: DialogId): Promise<void> {
    const uris = await vscode.window.showOpenDialog({
      canSelectMany: true,
      title: t('Attach files'),
      openLabel: t('Attach'),
    });
    if (uris === undefined) return;
    const { filesFromUris } = await import('../files/filesFromUris.ts');
    await this.#add(dialogId, () => filesFromUris(uris));
  }

  async #takeUris(dialogId: DialogId, lines: readonly string[]): Promise<void> {
    const { filesFromUris, urisIn } = await import('../files/filesFromUris.ts');
    await this.#add(dialogId, () => filesFromUris(urisIn(lines)));
  }

  async #add(dialogId: DialogId, find: () => Promise<readonly FileToSend[]>): Promise<void> {
    try {
      const files = await find();
      if (files.length > 0) this.#session.fileOutbox.tray.add(dialogId, files);
    } catch (error) {
      this.show(errorText(error));
    }
  }
}

function outcomeOf(begin: () => string): TakeOutcome {
  try {
    return { kind: 'taken', id: begin() };
  } catch (error) {
    return { kind: 'refused', reason: errorText(error) };
  }
}

function trayFile({ id, name, size, missing }: TrayItem): TrayFile {
  const isImage = /\.(?:png|jpe?g|gif|webp|bmp|avif)$/i.test(name);
  return {
    id,
    isComing: missing > 0,
    row: {
      ref: { kind: 'tray', id },
      kind: isImage ? 'image' : 'file',
      name,
      size,
      detail: formatSize(size),
      image: undefined,
    },
  };
}

/** What the page shows of a file in the tray; `undefined` where that is no picture. */
export async function trayPicture(
  session: Session,
  id: string,
): Promise<{ readonly bytes: Uint8Array; readonly type: string } | undefined> {
  const item = session.fileOutbox.tray.get(id);
  if (item === undefined || item.missing > 0) return undefined;
  const bytes = await item.read();
  const type = shownTypeOf(bytes, false);
  return type?.startsWith('image/') === true ? { bytes, type } : undefined;
}
