import type { Clock, FileFolder, Logger, StateStore } from '../base/ports.ts';
import type { Leadership } from './leadership.ts';
import type { WindowGroup } from './windows/windowGroup.ts';

/** What a session needs of its host. */
export interface SessionPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly state: StateStore;
  /** This account's own, shared with other windows; goes at sign-out. */
  readonly folder: FileFolder;
  readonly leadership: Leadership;
  /** The account's other windows; absent where there can be none. */
  readonly group?: WindowGroup | undefined;
}
