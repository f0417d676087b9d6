import type { FileFolder, SecretStore } from '../../../src/base/ports.ts';

/** A keyring that processes share, as the editor's is; it tells nobody of changes. */
export function folderSecrets(folder: FileFolder): SecretStore {
  return {
    get: (key) => folder.read(key),
    set: (key, value) => folder.write(key, value),
    delete: (key) => folder.remove(key),
    onDidChange: () => ({ dispose: () => undefined }),
  };
}
