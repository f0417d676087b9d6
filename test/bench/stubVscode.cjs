// Stands in for VS Code outside of it: whatever is asked of it exists, can be called, and does nothing.

class EventEmitter {
  constructor() {
    const listeners = new Set();
    this.event = (listener) => {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    };
    this.fire = (value) => {
      for (const listener of [...listeners]) listener(value);
    };
    this.dispose = () => listeners.clear();
  }
}

function anything() {
  const known = new Map();
  const proxy = new Proxy(function () {}, {
    get: (_, name) => {
      // Awaited, it is no promise; printed, it is a text.
      if (name === 'then') return undefined;
      if (name === Symbol.toPrimitive) return () => '';
      if (!known.has(name)) known.set(name, anything());
      return known.get(name);
    },
    set: (_, name, value) => {
      known.set(name, value);
      return true;
    },
    apply: () => proxy,
    construct: () => proxy,
  });
  return proxy;
}

const everything = anything();
everything.EventEmitter = EventEmitter;
everything.l10n.t = (text) => text;
everything.workspace.getConfiguration = () => ({ get: (_, fallback) => fallback });
// A bundle copies what a module has of its own, and inherits the rest.
const vscode = Object.create(everything);

/** What an extension's `activate` gets; `secrets` are those of the last start, `storage` is a folder of its own. */
function extensionContext(secrets, storage) {
  return Object.assign(anything(), {
    subscriptions: [],
    extensionMode: 1,
    globalState: memento(),
    workspaceState: memento(),
    globalStorageUri: { fsPath: storage },
    secrets: {
      get: async (key) => secrets[key],
      store: async () => undefined,
      delete: async () => undefined,
      onDidChange: () => ({ dispose: () => undefined }),
    },
  });
}

function memento() {
  const values = new Map();
  return {
    get: (key, fallback) => values.get(key) ?? fallback,
    keys: () => [...values.keys()],
    update: async (key, value) => void values.set(key, value),
  };
}

module.exports = { vscode, extensionContext };
