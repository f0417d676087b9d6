import type { ChatRecord, FileRecord } from '../records.ts';
import { emptyObject, toInt } from '../rest/phpValue.ts';
import { errors, RestError } from '../rest/restError.ts';
import { canPost } from '../wire/chatView.ts';
import { fileView } from '../wire/fileView.ts';
import type { Call, MethodSpec } from './call.ts';
import { outgoingText } from './outgoingText.ts';
import { requireDialogOrChat } from './resolve.ts';
import { once } from './sending.ts';

/** The older way to files of chats; deprecated, and the only one that knows TEMPLATE_ID (api-facts 3.9). */
export const chatFileMethods: readonly MethodSpec[] = [
  { name: 'im.disk.folder.get', scope: 'im', run: folderGet },
  { name: 'im.disk.file.commit', scope: 'im', commitsItself: true, run: commit },
  { name: 'im.disk.file.delete', scope: 'im', run: deleteFile },
  { name: 'im.disk.file.save', scope: 'im', run: saveFile },
];

function folderGet(call: Call): Record<string, unknown> {
  return { ID: call.world.disk.folderOf(chatOf(call, 403)) };
}

async function commit(call: Call): Promise<Record<string, unknown>> {
  const { world, params, userId } = call;
  const chat = chatOf(call, 400);
  if (!canPost(chat, chat.members.get(userId))) throw errors.accessError(400);
  const isUpload = params.has('UPLOAD_ID');
  const ids = idsOf(call, isUpload ? 'UPLOAD_ID' : 'FILE_ID');
  const files = ids.map((id) => committed(call, chat, id, isUpload));
  if (files.length === 0) throw filesError();

  const messageId = await once(call, async (uuid) => {
    await call.beforeCommit();
    if (!chat.members.has(userId)) world.addMember(chat.id, userId);
    const message = world.post({
      chat: chat.id,
      author: userId,
      text: outgoingText(call, params.text('MESSAGE')),
      uuid,
      files: files.map((file) => file.id),
      silent: params.isYes('SILENT_MODE'),
    });
    world.setLastRead(userId, chat.id, message.id);
    return message.id;
  });
  const key = (file: FileRecord): string => `${isUpload ? 'upload' : 'disk'}${file.id}`;
  return {
    // A PHP date object that is serialised by itself has no members.
    FILES: Object.fromEntries(
      files.map((file) => [key(file), { ...fileView(world, file), date: emptyObject }]),
    ),
    DISK_ID: files.map((file) => String(file.id)),
    FILE_MODELS: Object.fromEntries(files.map((file) => [key(file), modelOf(call, file)])),
    MESSAGE_ID: messageId,
  };
}

/** What lies in the chat's folder goes as it is; a file of the drive is copied. */
function committed(call: Call, chat: ChatRecord, id: number, isUpload: boolean): FileRecord {
  const { world, userId } = call;
  const file = world.files.get(id);
  if (file === undefined || !world.disk.canSee(userId, id)) throw filesError();
  if (isUpload) {
    if (world.disk.folderOfFile(id) !== world.disk.folderOf(chat)) throw filesError();
    return file;
  }
  if (file.authorId !== userId) throw filesError();
  const { name, content, type, image, size } = file;
  return world.addFile({
    name: world.disk.freeName(world.disk.folderOf(chat), name),
    author: userId,
    size,
    type,
    ...(content === undefined ? {} : { content }),
    ...(image === undefined ? {} : { image }),
  });
}

/** Somebody else's file is only hidden for the caller, and the answer is the same. */
function deleteFile(call: Call): boolean {
  const { world, params, userId } = call;
  const chat = world.chats.get(params.int('CHAT_ID'));
  if (params.int('CHAT_ID') <= 0) throw errors.chatIdEmpty();
  const fileId = params.int('FILE_ID');
  if (fileId <= 0) throw fileIdEmpty();
  const file = world.files.get(fileId);
  if (chat === undefined || !world.canRead(userId, chat) || file?.chatId !== chat.id) return false;
  if (file.authorId === userId) world.disk.delete(fileId);
  else world.disk.hideFor(userId, fileId);
  return true;
}

function saveFile(call: Call): Record<string, unknown> {
  const { world, params, userId } = call;
  const fileId = params.int('FILE_ID');
  if (fileId <= 0) throw fileIdEmpty();
  const file = world.files.get(fileId);
  const chat = world.chats.get(file?.chatId ?? 0);
  if (file === undefined || chat === undefined || !world.canRead(userId, chat)) {
    throw new RestError(400, 'FILE_SAVE_ERROR', 'Error saving the file');
  }
  const copy = world.addFile({ name: file.name, author: userId, size: file.size, type: file.type });
  return {
    folder: { id: world.nextFolderId(), name: 'Saved Files' },
    file: { id: copy.id, name: copy.name },
  };
}

function chatOf(call: Call, accessStatus: 400 | 403): ChatRecord {
  const { params } = call;
  if (!params.has('DIALOG_ID') && params.int('CHAT_ID') <= 0) throw errors.chatIdEmpty();
  try {
    return requireDialogOrChat(call);
  } catch (error) {
    const isAccess = error instanceof RestError && error.code === 'ACCESS_ERROR';
    throw isAccess ? errors.accessError(accessStatus) : error;
  }
}

function idsOf({ params }: Call, name: 'UPLOAD_ID' | 'FILE_ID'): readonly number[] {
  if (!params.has(name)) return [];
  const ids = params.ints(name) ?? [toInt(params.value(name))];
  return ids.filter((id) => id > 0);
}

function filesError(): RestError {
  return new RestError(400, 'FILES_ERROR', 'No file identifier passed');
}

function fileIdEmpty(): RestError {
  return new RestError(400, 'FILE_ID_EMPTY', "File ID can't be empty");
}

function modelOf({ world }: Call, file: FileRecord): Record<string, unknown> {
  const path = '/bitrix/services/main/ajax.php?action=disk';
  return {
    id: file.id,
    name: file.name,
    createTime: emptyObject,
    updateTime: emptyObject,
    deleteTime: null,
    code: 'media_original',
    xmlId: null,
    storageId: 663,
    realObjectId: file.id,
    parentId: world.disk.folderOfFile(file.id) ?? 0,
    deletedType: 0,
    createdBy: String(file.authorId),
    updatedBy: String(file.authorId),
    deletedBy: '0',
    uniqueCode: `unique${file.id}`,
    typeFile: 2,
    globalContentVersion: 2,
    fileId: file.id + 50_000,
    size: file.size,
    etag: file.id.toString(16).padStart(32, '0'),
    links: {
      download: `${path}.file.download&SITE_ID=s1&fileId=${file.id}`,
      showInGrid: `/bitrix/tools/disk/focus.php?objectId=${file.id}&action=showObjectInGrid&ncc=1`,
      preview: `${path}.api.file.showImage&SITE_ID=s1&humanRE=1&fileId=${file.id}`,
    },
  };
}
