import type { FileFolder, Logger } from '../../base/ports.ts';
import { FileCache } from './fileCache.ts';
import { type FileSource, FileStore } from './fileStore.ts';

interface FilePorts {
  readonly folder: FileFolder;
  readonly logger: Logger;
}

/** The files of one account's dialogs; they stay on disk as long as the person lets anything stay there. */
export function accountFiles(source: FileSource, ports: FilePorts, mayUseDisk: () => boolean): FileStore {
  return new FileStore(source, new FileCache(ports.folder.subfolder('files'), mayUseDisk, ports.logger));
}
