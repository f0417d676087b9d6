// What other programs, keybindings and the tree hand to commands, decoded once.
import * as vscode from 'vscode';
import * as v from 'valibot';
import { type DialogId, parseDialogId } from '../../model/dialogId.ts';
import { MessengerError } from '../../messenger/messengerError.ts';
import { ShownError } from '../errorText.ts';

const MessageId = v.pipe(v.number(), v.integer(), v.minValue(1));
const AnyDialogId = v.union([v.string(), v.number()]);

const DialogReference = v.object({
  dialogId: AnyDialogId,
  messageId: v.optional(MessageId),
  beside: v.optional(v.boolean()),
});

const TreeRow = v.object({ kind: v.literal('dialog'), dialog: v.object({ id: v.string() }) });

export interface DialogArgument {
  readonly dialogId: DialogId;
  readonly messageId: number | undefined;
  readonly isBeside: boolean;
}

/** A dialog id, `{ dialogId, messageId?, beside? }`, or a row of the tree. Throws for anything else. */
export function readDialogArgument(argument: unknown): DialogArgument {
  if (typeof argument === 'string' || typeof argument === 'number') {
    return { dialogId: requireDialogId(argument), messageId: undefined, isBeside: false };
  }
  const row = v.safeParse(TreeRow, argument);
  if (row.success) {
    return { dialogId: requireDialogId(row.output.dialog.id), messageId: undefined, isBeside: false };
  }
  const reference = v.safeParse(DialogReference, argument);
  if (!reference.success) {
    if (reference.issues.every((issue) => v.getDotPath(issue) === 'messageId'))
      throw new ShownError(vscode.l10n.t('A message ID is a number.'));
    throw new MessengerError({ kind: 'badDialogId' });
  }
  return {
    dialogId: requireDialogId(reference.output.dialogId),
    messageId: reference.output.messageId,
    isBeside: reference.output.beside ?? false,
  };
}

const SendMessage = v.object({
  dialogId: AnyDialogId,
  message: v.optional(v.string(), ''),
  attach: v.optional(v.unknown()),
  keyboard: v.optional(v.unknown()),
  menu: v.optional(v.unknown()),
  system: v.optional(v.boolean(), false),
  urlPreview: v.optional(v.boolean()),
  replyTo: v.optional(MessageId),
});

export type SendMessageArgument = v.InferOutput<typeof SendMessage> & { readonly dialogId: DialogId };

export function readSendMessageArgument(argument: unknown): SendMessageArgument {
  const parsed = v.safeParse(SendMessage, argument);
  if (!parsed.success) throw unfit('bitrix24.sendMessage', parsed.issues);
  return { ...parsed.output, dialogId: requireDialogId(parsed.output.dialogId) };
}

const SendSelection = v.object({ dialogId: AnyDialogId, comment: v.optional(v.string(), '') });

export function readSendSelectionArgument(argument: unknown): {
  readonly dialogId: DialogId;
  readonly comment: string;
} {
  const parsed = v.safeParse(SendSelection, argument);
  if (!parsed.success) throw unfit('bitrix24.sendSelection', parsed.issues);
  return { ...parsed.output, dialogId: requireDialogId(parsed.output.dialogId) };
}

const FileUri = v.union([
  v.custom<vscode.Uri>((value) => value instanceof vscode.Uri),
  v.pipe(
    v.string(),
    v.minLength(1),
    // One letter before the colon is a drive, not a scheme.
    v.transform((text) =>
      /^[a-z][\w+.-]+:/i.test(text) ? vscode.Uri.parse(text, true) : vscode.Uri.file(text),
    ),
  ),
]);

const SendFile = v.object({
  dialogId: AnyDialogId,
  uri: v.union([FileUri, v.pipe(v.array(FileUri), v.minLength(1))]),
  comment: v.optional(v.string(), ''),
});

export function readSendFileArgument(argument: unknown): {
  readonly dialogId: DialogId;
  readonly uri: readonly vscode.Uri[];
  readonly comment: string;
} {
  const parsed = v.safeParse(SendFile, argument);
  if (!parsed.success) throw unfit('bitrix24.sendFile', parsed.issues);
  const { uri } = parsed.output;
  return {
    ...parsed.output,
    dialogId: requireDialogId(parsed.output.dialogId),
    uri: Array.isArray(uri) ? uri : [uri],
  };
}

const SignIn = v.union([
  v.object({ method: v.literal('webhook'), url: v.string() }),
  v.object({
    method: v.literal('webhook'),
    address: v.string(),
    userId: v.union([v.string(), v.number()]),
    code: v.string(),
  }),
  v.object({
    method: v.literal('oauth'),
    portal: v.string(),
    clientId: v.string(),
    clientSecret: v.string(),
  }),
]);

const FollowMove = v.object({ portal: v.string(), accountId: v.optional(v.string()) });

export function readFollowMoveArgument(argument: unknown): v.InferOutput<typeof FollowMove> {
  const parsed = v.safeParse(FollowMove, argument);
  if (!parsed.success) throw unfit('bitrix24.followMove', parsed.issues);
  return parsed.output;
}

export type SignInArgument = v.InferOutput<typeof SignIn>;

export function readSignInArgument(argument: unknown): SignInArgument {
  const parsed = v.safeParse(SignIn, argument);
  if (parsed.success) return parsed.output;
  // The issues would quote what was given, and what was given is a secret.
  throw new ShownError(
    vscode.l10n.t(
      'bitrix24.signIn takes an object with method "webhook" and url, or method "oauth", portal, clientId and clientSecret. Check the argument.',
    ),
  );
}

function requireDialogId(value: unknown): DialogId {
  const dialogId = parseDialogId(value);
  if (dialogId === undefined) throw new MessengerError({ kind: 'badDialogId' });
  return dialogId;
}

function unfit(command: string, issues: readonly v.BaseIssue<unknown>[]): ShownError {
  const where = issues.map((issue) => v.getDotPath(issue) ?? '').filter(Boolean);
  return new ShownError(
    vscode.l10n.t(
      '{0} was called with an argument it does not take: check {1}.',
      command,
      where.join(', ') || '{}',
    ),
  );
}
