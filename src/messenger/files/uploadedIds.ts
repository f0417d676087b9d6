import * as v from 'valibot';
import type { FileFolder } from '../../base/ports.ts';

const Ids = v.array(v.pipe(v.number(), v.integer(), v.minValue(1)));
const NAME = /^([0-9a-f-]{36})\.uploaded\.json$/;

/** Which files of a message lie on the portal already, in their order, so that nothing is uploaded twice. */
export class UploadedIds {
  readonly #folder: FileFolder;

  constructor(folder: FileFolder) {
    this.#folder = folder;
  }

  async of(uuid: string): Promise<readonly number[]> {
    const text = await this.#folder.read(nameOf(uuid));
    try {
      const ids = v.safeParse(Ids, text === undefined ? [] : JSON.parse(text));
      return ids.success ? ids.output : [];
    } catch {
      return [];
    }
  }

  async note(uuid: string, ids: readonly number[]): Promise<void> {
    await this.#folder.write(nameOf(uuid), JSON.stringify(ids));
  }

  async forget(uuid: string): Promise<void> {
    await this.#folder.remove(nameOf(uuid));
  }

  async keepOnly(uuids: ReadonlySet<string>): Promise<void> {
    for (const { name } of await this.#folder.list()) {
      const uuid = NAME.exec(name)?.[1];
      if (uuid !== undefined && !uuids.has(uuid)) await this.#folder.remove(name);
    }
  }
}

function nameOf(uuid: string): string {
  return `${uuid}.uploaded.json`;
}
