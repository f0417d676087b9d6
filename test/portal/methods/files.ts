import type { ChatRecord, FileRecord } from '../records.ts';
import { isMap, toText } from '../rest/phpValue.ts';
import { RestError } from '../rest/restError.ts';
import { canPost } from '../wire/chatView.ts';
import { fileView } from '../wire/fileView.ts';
import type { Call, MethodSpec } from './call.ts';
import { outgoingText } from './outgoingText.ts';
import { findDialog, parseDialogId } from './resolve.ts';

/** The controllers: exact names, one call for upload and message, no TEMPLATE_ID (api-facts 3.9). */
export const fileMethods: readonly MethodSpec[] = [
  {
    name: 'im.v2.File.upload',
    scope: 'im',
    readsExactNames: true,
    commitsItself: true,
    run: upload,
  },
  { name: 'im.v2.File.download', scope: 'im', readsExactNames: true, run: download },
];

async function upload(call: Call): Promise<Record<string, unknown>> {
  const { world, params, userId } = call;
  const chat = chatOf(call);
  if (!canPost(chat, chat.members.get(userId))) throw accessDenied();
  const fields = params.structure('fields');
  const given = isMap(fields) ? fields : {};
  const content = contentOf(call, given['content']);
  const name = toText(given['name']).trim();
  if (name === '') throw new RestError(400, 'FILE_UPLOAD_FAILED', 'File upload failed');
  await call.beforeCommit();
  const file = storeFile(call, chat, name, content);
  if (!chat.members.has(userId)) world.addMember(chat.id, userId);
  const message = world.post({
    chat: chat.id,
    author: userId,
    text: outgoingText(call, toText(given['message'])),
    files: [file.id],
  });
  world.setLastRead(userId, chat.id, message.id);
  return {
    file: fileView(world, file),
    messageId: message.id,
    chatId: chat.id,
    dialogId: params.text('dialogId'),
  };
}

function download(call: Call): Record<string, unknown> {
  const { world, params, userId, principal } = call;
  const chat = chatOf(call);
  const file = world.files.get(params.int('fileId'));
  if (file === undefined || file.chatId !== chat.id || !world.disk.canSee(userId, file.id)) {
    throw new RestError(400, 'FILE_NOT_FOUND', 'File not found');
  }
  return { downloadUrl: signedLink(call, principal.kind, file.id) };
}

/** Holds the secret of whoever asked, as the portal's own links do. */
export function signedLink(call: Call, kind: 'webhook' | 'token', fileId: number): string {
  const { world, userId, principal } = call;
  const token = encodeURIComponent(world.disk.sign(userId, fileId));
  return kind === 'webhook'
    ? `${world.origin}/rest/${userId}/${principal.secret}/download/?token=${token}`
    : `${world.origin}/rest/download.json?auth=${principal.secret}&token=${token}`;
}

export function storeFile(call: Call, chat: ChatRecord, name: string, content: Uint8Array): FileRecord {
  const { world, userId } = call;
  const folderId = world.disk.folderOf(chat);
  const size = imageSizeOf(content);
  const file = world.addFile({
    name: world.disk.freeName(folderId, name),
    author: userId,
    content,
    ...(size === undefined ? {} : { image: size }),
  });
  world.disk.place(file.id, folderId);
  return file;
}

export function contentOf({ features }: Call, value: unknown): Uint8Array {
  const text = typeof value === 'string' ? value : '';
  if (text === '') throw new RestError(400, 'FILE_EMPTY', 'File content is empty');
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) {
    throw new RestError(400, 'FILE_INVALID_CONTENT', 'File content is not valid base64');
  }
  const content = Buffer.from(text, 'base64');
  if (content.byteLength > features.maxFileBytes) {
    throw new RestError(400, 'FILE_TOO_LARGE', 'File too large');
  }
  return content;
}

function chatOf(call: Call): ChatRecord {
  const id = parseDialogId(call.params.text('dialogId'));
  const chat = id === undefined ? undefined : findDialog(call, id);
  if (chat === undefined) throw new RestError(400, 'CHAT_NOT_FOUND', 'Chat not found');
  if (!call.world.canRead(call.userId, chat)) throw accessDenied();
  return chat;
}

function accessDenied(): RestError {
  return new RestError(403, 'ACCESS_DENIED', 'Access denied');
}

/** Of PNG and GIF alone, which is what the tests send. */
function imageSizeOf(content: Uint8Array): { readonly width: number; readonly height: number } | undefined {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (bytes.length > 24 && bytes.toString('latin1', 1, 4) === 'PNG') {
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  }
  if (bytes.length > 10 && bytes.toString('latin1', 0, 4) === 'GIF8') {
    return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  }
  return undefined;
}
