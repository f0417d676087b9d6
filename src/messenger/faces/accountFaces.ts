import type { Clock, FileFolder, Logger } from '../../base/ports.ts';
import { FileCache } from '../files/fileCache.ts';
import { type FaceSource, FaceStore } from './faceStore.ts';

const MEGABYTE = 1024 * 1024;
const limits = { memory: 4 * MEGABYTE, disk: 20 * MEGABYTE, item: MEGABYTE };

interface FacePorts {
  readonly folder: FileFolder;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The pictures of one account's people; they stay on disk as long as the person lets anything stay there. */
export function accountFaces(source: FaceSource, ports: FacePorts, mayUseDisk: () => boolean): FaceStore {
  const cache = new FileCache(ports.folder.subfolder('faces'), mayUseDisk, ports.logger, limits);
  return new FaceStore(source, cache, ports.clock);
}
