import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where downloads live that outlast a checkout: a second clone on the same machine finds them again. */
export function cacheFolder(): string {
  const base = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(base, 'bitrix24-messenger');
}
