import type { Disposable } from '../base/disposable.ts';
import type { FileFolder, Logger } from '../base/ports.ts';
import type { Outgoing } from './outgoing.ts';
import { decodeRecord, encodeRecord, readRecordName, recordName } from './outgoingRecord.ts';

const ASK = /^ask-([0-9a-f-]{36})-(send|discard)$/;
const KEEPS_UUIDS = 'portal-keeps-uuids';
// A disk that damages more than this has other troubles.
const MOST_DAMAGED = 50;

export type Place = Pick<Outgoing, 'order' | 'uuid'>;

/** What the person wants of a waiting message, told to the window that sends. */
export type AskKind = 'send' | 'discard';

export interface Ask {
  readonly uuid: string;
  readonly kind: AskKind;
}

export interface OutboxListing {
  /** In the order they go. */
  readonly records: readonly (Place & { readonly stamp: string })[];
  readonly asks: readonly Ask[];
}

/**
 * The outbox on disk, which all windows of an account share. Whoever writes a message makes its record; from then on
 * only the window that leads changes it, and the others ask. A record with an outcome is removed by whoever made it.
 */
export class OutboxFolder {
  readonly #folder: FileFolder;
  readonly #logger: Logger;

  constructor(folder: FileFolder, logger: Logger) {
    this.#folder = folder;
    this.#logger = logger;
  }

  async list(): Promise<OutboxListing> {
    const entries = await this.#folder.list();
    return {
      records: entries.flatMap(({ name, stamp }) => {
        const place = readRecordName(name);
        return place === undefined ? [] : { ...place, stamp };
      }),
      asks: entries.flatMap(({ name }) => readAskName(name) ?? []),
    };
  }

  /** `undefined` where there is none, or none that can be read: a damaged one is set aside and kept for the person. */
  async read(place: Place): Promise<Outgoing | undefined> {
    const name = recordName(place);
    const text = await this.#folder.read(name);
    if (text === undefined) return undefined;
    const record = decodeRecord(name, text);
    switch (record.kind) {
      case 'read':
        return record.item;
      case 'newer':
        this.#logger.info('A waiting message was written by a newer version and is left to it');
        return undefined;
      case 'damaged':
        await this.#setAside(name, text);
        return undefined;
    }
  }

  async write(item: Outgoing): Promise<void> {
    await this.#folder.write(recordName(item), encodeRecord(item));
  }

  async remove(place: Place): Promise<void> {
    await this.#folder.remove(recordName(place));
  }

  async ask({ uuid, kind }: Ask): Promise<void> {
    await this.#folder.write(askName({ uuid, kind }), '');
  }

  async forgetAsk(ask: Ask): Promise<void> {
    await this.#folder.remove(askName(ask));
  }

  /** Whether this portal has ever shown a message under the uuid it was sent with. */
  async keepsUuids(): Promise<boolean> {
    return (await this.#folder.read(KEEPS_UUIDS)) !== undefined;
  }

  async noteKeepsUuids(): Promise<void> {
    await this.#folder.write(KEEPS_UUIDS, '');
  }

  watch(onChange: () => void): Disposable {
    return this.#folder.watch(onChange);
  }

  async #setAside(name: string, text: string): Promise<void> {
    this.#logger.warn('A waiting message cannot be read; its file is set aside in outbox/damaged', { name });
    const damaged = this.#folder.subfolder('damaged');
    if ((await damaged.list()).length < MOST_DAMAGED) await damaged.write(name, text);
    await this.#folder.remove(name);
  }
}

function askName({ uuid, kind }: Ask): string {
  return `ask-${uuid}-${kind}`;
}

function readAskName(name: string): Ask | undefined {
  const found = ASK.exec(name);
  const [, uuid, kind] = found ?? [];
  if (uuid === undefined || (kind !== 'send' && kind !== 'discard')) return undefined;
  return { uuid, kind };
}
