import type { FileRecord } from '../records.ts';
import { isMap, isTruthy, toText, type PhpValue } from '../rest/phpValue.ts';
import { RestError } from '../rest/restError.ts';
import { canPost } from '../wire/chatView.ts';
import { isoDate } from '../wire/isoDate.ts';
import type { Call, MethodSpec } from './call.ts';
import { contentOf, signedLink, storeFile } from './files.ts';

/** The drive, as far as folders of chats go: exact names, ids as strings or numbers as the page shows them. */
export const diskMethods: readonly MethodSpec[] = [
  { name: 'disk.folder.uploadfile', scope: 'disk', readsExactNames: true, run: uploadFile },
  { name: 'disk.file.get', scope: 'disk', readsExactNames: true, run: fileGet },
];

function uploadFile(call: Call): Record<string, unknown> {
  const { world, params, userId } = call;
  const folderId = params.int('id');
  const chat = world.disk.chatOfFolder(folderId);
  if (chat === undefined) throw notFound(params.text('id'));
  if (!world.canRead(userId, chat) || !canPost(chat, chat.members.get(userId))) {
    throw new RestError(400, 'ACCESS_DENIED', 'Access denied');
  }
  const data = params.structure('data');
  const given = params.structure('fileContent');
  const [fileName, encoded] = given === undefined ? [] : Object.values<PhpValue>(given);
  const name = toText(isMap(data) ? data['NAME'] : undefined) || toText(fileName);
  if (name === '' || encoded === undefined) {
    throw new RestError(400, 'ERROR_ARGUMENT', 'Invalid value of parameter { data }', { argument: 'data' });
  }
  const isTaken = world.disk.namesIn(folderId).has(name);
  if (isTaken && !isTruthy(params.value('generateUniqueName'))) {
    throw new RestError(400, 'DISK_OBJ_22000', 'A file with this name exists already');
  }
  return itemOf(call, storeFile(call, chat, name, contentOf(call, encoded)));
}

function fileGet(call: Call): Record<string, unknown> {
  const { world, params, userId } = call;
  const file = world.files.get(params.int('id'));
  const chat = world.chats.get(file?.chatId ?? 0);
  const isReadable =
    file !== undefined &&
    world.disk.canSee(userId, file.id) &&
    (chat === undefined ? file.authorId === userId : world.canRead(userId, chat));
  if (!isReadable) throw notFound(params.text('id'));
  return itemOf(call, file);
}

function itemOf(call: Call, file: FileRecord): Record<string, unknown> {
  const { world, principal } = call;
  const date = isoDate(file.dateMs, world.utcOffsetMinutes);
  return {
    ID: file.id,
    NAME: file.name,
    CODE: null,
    STORAGE_ID: '1357',
    TYPE: 'file',
    PARENT_ID: String(world.disk.folderOfFile(file.id) ?? 0),
    DELETED_TYPE: 0,
    GLOBAL_CONTENT_VERSION: 1,
    FILE_ID: file.id + 50_000,
    SIZE: String(file.size),
    CREATE_TIME: date,
    UPDATE_TIME: date,
    DELETE_TIME: null,
    CREATED_BY: String(file.authorId),
    UPDATED_BY: String(file.authorId),
    DELETED_BY: null,
    DOWNLOAD_URL: signedLink(call, principal.kind, file.id),
    DETAIL_URL: `${world.origin}/company/personal/user/${file.authorId}/disk/file/${encodeURIComponent(file.name)}`,
  };
}

function notFound(id: string): RestError {
  return new RestError(400, 'ERROR_NOT_FOUND', `Could not find entity with id \`${id || 'X'}\``);
}
