import type { Event } from '../../../src/base/emitter.ts';
import { Emitter } from '../../../src/base/emitter.ts';
import type { SecretStore, StateStore } from '../../../src/base/ports.ts';

/** A keyring that all windows of a computer share. */
export class MemorySecretStore implements SecretStore {
  readonly entries = new Map<string, string>();
  /** Keys whose next write fails, as a locked keyring's does. */
  readonly failing = new Set<string>();
  isLocked = false;
  readonly #changed = new Emitter<string>();

  get onDidChange(): Event<string> {
    return this.#changed.event;
  }

  async get(key: string): Promise<string | undefined> {
    if (this.isLocked) throw new Error('The keyring is locked');
    return this.entries.get(key);
  }

  async set(key: string, value: string): Promise<void> {
    this.#failWhereAsked(key);
    this.entries.set(key, value);
    this.#changed.fire(key);
  }

  async delete(key: string): Promise<void> {
    this.#failWhereAsked(key);
    if (this.entries.delete(key)) this.#changed.fire(key);
  }

  #failWhereAsked(key: string): void {
    for (const prefix of this.failing) if (key.startsWith(prefix)) throw new Error('The keyring is locked');
  }
}

/** A window that hears late of what others did to the keyring. */
export class LateSecretStore implements SecretStore {
  readonly #shared: SecretStore;
  readonly #changed = new Emitter<string>();
  #unheard: string[] = [];

  constructor(shared: SecretStore) {
    this.#shared = shared;
    shared.onDidChange((key) => this.#unheard.push(key));
  }

  get onDidChange(): Event<string> {
    return this.#changed.event;
  }

  catchUp(): void {
    const keys = this.#unheard;
    this.#unheard = [];
    for (const key of keys) this.#changed.fire(key);
  }

  get(key: string): Promise<string | undefined> {
    return this.#shared.get(key);
  }

  set(key: string, value: string): Promise<void> {
    return this.#shared.set(key, value);
  }

  delete(key: string): Promise<void> {
    return this.#shared.delete(key);
  }
}

/** Keeps JSON, as a disk does: what is read is never the object that was written. */
export class MemoryStateStore implements StateStore {
  readonly #texts = new Map<string, string>();
  isFull = false;

  /** All that is on disk, to be searched for what must not be there. */
  get text(): string {
    return [...this.#texts.entries()].map(([key, text]) => `${key}=${text}`).join('\n');
  }

  get keys(): readonly string[] {
    return [...this.#texts.keys()];
  }

  get(key: string): unknown {
    const text = this.#texts.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  }

  async set(key: string, value: unknown): Promise<void> {
    if (this.isFull) throw new Error('The disk is full');
    if (value === undefined) this.#texts.delete(key);
    else this.#texts.set(key, JSON.stringify(value));
  }
}
