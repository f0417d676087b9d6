// What other programs, keybindings and the tree hand to commands, decoded once.
import * as vscode from 'vscode';
import * as v from 'valibot';
import { type DialogId, parseDialogId } from '../../model/dialogId.ts';
import { MessengerError } from '../../messenger/messengerError.ts';
import { ShownError } from '../errorText.ts';

const MessageId = v.pipe(v.number(), v.integer(), v.minValue(1));
const AccountId = v.optional(v.string());

/** Which dialog; without an account that of the default one. */
export interface DialogReference {
  readonly accountId: string | undefined;
  readonly dialogId: DialogId;
}

// What names a dialog in every argument.
const place = { dialogId: v.union([v.string(), v.number()]), accountId: AccountId };

const DialogPlace = v.object({
  ...place,
  messageId: v.optional(MessageId),
  beside: v.optional(v.boolean()),
});

const TreeRow = v.object({
  kind: v.literal('dialog'),
  accountId: AccountId,
  dialog: v.object({ id: v.string() }),
});

export interface DialogArgument extends DialogReference {
  readonly messageId: number | undefined;
  readonly isBeside: boolean;
}

/** A dialog id, `{ dialogId, accountId?, messageId?, beside? }`, or a row of the tree. Throws for anything else. */
export function readDialogArgument(argument: unknown): DialogArgument {
  if (typeof argument === 'string' || typeof argument === 'number') {
    return { ...readReference({ dialogId: argument }), messageId: undefined, isBeside: false };
  }
  const row = v.safeParse(TreeRow, argument);
  if (row.success) {
    const { accountId, dialog } = row.output;
    return { ...readReference({ dialogId: dialog.id, accountId }), messageId: undefined, isBeside: false };
  }
  const given = v.safeParse(DialogPlace, argument);
  if (!given.success) {
    if (given.issues.every((issue) => v.getDotPath(issue) === 'messageId'))
      throw new ShownError(vscode.l10n.t('A message ID is a number.'));
    if (given.issues.every((issue) => v.getDotPath(issue) === 'accountId'))
      throw new MessengerError({ kind: 'unknownAccount' });
    throw new MessengerError({ kind: 'badDialogId' });
  }
  return {
    ...readReference(given.output),
    messageId: given.output.messageId,
    isBeside: given.output.beside ?? false,
  };
}

/** An account's id, an object that names one, or a row of the tree that stands for one; `undefined` for none of them. */
export function readAccountArgument(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  const named = v.safeParse(v.object({ accountId: v.string() }), argument);
  return named.success ? named.output.accountId : undefined;
}

const SendMessage = v.object({
  ...place,
  message: v.optional(v.string(), ''),
  attach: v.optional(v.unknown()),
  keyboard: v.optional(v.unknown()),
  menu: v.optional(v.unknown()),
  system: v.optional(v.boolean(), false),
  urlPreview: v.optional(v.boolean()),
  replyTo: v.optional(MessageId),
});

export type SendMessageArgument = v.InferOutput<typeof SendMessage> & DialogReference;

export function readSendMessageArgument(argument: unknown): SendMessageArgument {
  const parsed = v.safeParse(SendMessage, argument);
  if (!parsed.success) throw unfit('bitrix24.sendMessage', parsed.issues);
  return { ...parsed.output, ...readReference(parsed.output) };
}

const SendSelection = v.object({ ...place, comment: v.optional(v.string(), '') });

export function readSendSelectionArgument(argument: unknown): DialogReference & { readonly comment: string } {
  const parsed = v.safeParse(SendSelection, argument);
  if (!parsed.success) throw unfit('bitrix24.sendSelection', parsed.issues);
  return { ...parsed.output, ...readReference(parsed.output) };
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
  ...place,
  uri: v.union([FileUri, v.pipe(v.array(FileUri), v.minLength(1))]),
  comment: v.optional(v.string(), ''),
});

export function readSendFileArgument(argument: unknown): DialogReference & {
  readonly uri: readonly vscode.Uri[];
  readonly comment: string;
} {
  const parsed = v.safeParse(SendFile, argument);
  if (!parsed.success) throw unfit('bitrix24.sendFile', parsed.issues);
  const { uri } = parsed.output;
  return {
    ...parsed.output,
    ...readReference(parsed.output),
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

/** A dialog's id may carry the account before a slash, which no id of Bitrix24's has; a portal's name may have some. */
function readReference(given: {
  readonly dialogId: string | number;
  readonly accountId?: string | undefined;
}): DialogReference {
  const text = String(given.dialogId);
  const slash = text.lastIndexOf('/');
  const named = slash < 0 ? undefined : text.slice(0, slash).trim();
  const dialogId = parseDialogId(text.slice(slash + 1));
  if (dialogId === undefined || named === '') throw new MessengerError({ kind: 'badDialogId' });
  if (named !== undefined && given.accountId !== undefined && named !== given.accountId) {
    throw new ShownError(vscode.l10n.t('dialogId and accountId name two accounts. Give one of them.'));
  }
  return { accountId: given.accountId ?? named, dialogId };
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
