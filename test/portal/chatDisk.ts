import type { ChatRecord, FileRecord } from './records.ts';
import type { World } from './world.ts';

/** Who may fetch what by a signed link, and how often it was followed. */
type FileLink = { readonly fileId: number; readonly userId: number; uses: number };

/** The files of chats: each chat has a folder, a file in it may be in no message yet. */
export class ChatDisk {
  readonly #world: World;
  readonly #chatsOfFolders = new Map<number, number>();
  readonly #foldersOfFiles = new Map<number, number>();
  readonly #hidden = new Map<number, Set<number>>();
  readonly #deleted = new Set<number>();
  readonly #links = new Map<string, FileLink>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Made with the chat's first file. */
  folderOf(chat: ChatRecord): number {
    if (chat.diskFolderId === 0) {
      chat.diskFolderId = this.#world.nextFolderId();
      this.#chatsOfFolders.set(chat.diskFolderId, chat.id);
    }
    return chat.diskFolderId;
  }

  chatOfFolder(folderId: number): ChatRecord | undefined {
    return this.#world.chats.get(this.#chatsOfFolders.get(folderId) ?? 0);
  }

  folderOfFile(fileId: number): number | undefined {
    return this.#foldersOfFiles.get(fileId);
  }

  place(fileId: number, folderId: number): void {
    this.#foldersOfFiles.set(fileId, folderId);
  }

  /** A message of the chat carries the file now. */
  attach(file: FileRecord, chat: ChatRecord): void {
    file.chatId = chat.id;
    this.place(file.id, this.folderOf(chat));
  }

  namesIn(folderId: number): ReadonlySet<string> {
    const names = [...this.#foldersOfFiles].flatMap(([fileId, folder]) =>
      folder === folderId && !this.#deleted.has(fileId) ? (this.#world.files.get(fileId)?.name ?? []) : [],
    );
    return new Set(names);
  }

  /** `plan.png`, else `plan (1).png` and so on, as the portal names what is there already. */
  freeName(folderId: number, name: string): string {
    const taken = this.namesIn(folderId);
    const dot = name.lastIndexOf('.');
    const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
    for (let count = 0; ; count += 1) {
      const candidate = count === 0 ? name : `${stem} (${count})${extension}`;
      if (!taken.has(candidate)) return candidate;
    }
  }

  delete(fileId: number): void {
    this.#deleted.add(fileId);
  }

  hideFor(userId: number, fileId: number): void {
    this.#hidden.set(userId, (this.#hidden.get(userId) ?? new Set()).add(fileId));
  }

  canSee(userId: number, fileId: number): boolean {
    return !this.#deleted.has(fileId) && this.#hidden.get(userId)?.has(fileId) !== true;
  }

  /** @returns the token of a link that this user alone may follow */
  sign(userId: number, fileId: number): string {
    const token = `im|aWQ9${fileId}|${this.#world.newUuid()}=`;
    this.#links.set(token, { fileId, userId, uses: 0 });
    return token;
  }

  follow(token: string, userId: number, mostUses: number): FileRecord | undefined {
    const link = this.#links.get(token);
    if (link === undefined || link.userId !== userId || link.uses >= mostUses) return undefined;
    if (!this.canSee(userId, link.fileId)) return undefined;
    link.uses += 1;
    return this.#world.files.get(link.fileId);
  }
}
