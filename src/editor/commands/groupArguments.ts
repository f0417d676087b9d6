// What other programs hand to the commands about groups and their members.
import * as vscode from 'vscode';
import * as v from 'valibot';
import { ShownError } from '../errorText.ts';

const UserId = v.pipe(v.number(), v.integer(), v.minValue(1));
const UserIds = v.pipe(v.array(UserId), v.minLength(1), v.maxLength(500));
const Title = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(255));
const AccountId = v.optional(v.string());

const NewGroupArgument = v.object({
  title: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(255)), ''),
  users: UserIds,
  open: v.optional(v.boolean(), false),
  accountId: AccountId,
});

export function readNewGroup(argument: unknown): v.InferOutput<typeof NewGroupArgument> {
  return read(NewGroupArgument, argument, 'bitrix24.newGroup');
}

const DirectMessage = v.union([
  UserId,
  v.pipe(v.string(), v.regex(/^[1-9]\d{0,14}$/), v.transform(Number)),
  v.pipe(
    v.object({ userId: UserId }),
    v.transform(({ userId }) => userId),
  ),
]);

/** A user's id, or an object that names one. */
export function readDirectMessage(argument: unknown): number {
  return read(DirectMessage, argument, 'bitrix24.newDirectMessage');
}

const Added = v.object({ users: UserIds, showHistory: v.optional(v.boolean(), false) });

/** `undefined` where only a dialog was named: then the person is asked. */
export function readAdded(argument: unknown): v.InferOutput<typeof Added> | undefined {
  return isAbout(argument, 'users') ? read(Added, argument, 'bitrix24.addMembers') : undefined;
}

export function readMember(
  argument: unknown,
  command: 'bitrix24.removeMember' | 'bitrix24.setOwner',
): number | undefined {
  if (!isAbout(argument, 'userId')) return undefined;
  return read(v.object({ userId: UserId }), argument, command).userId;
}

export function readTitle(argument: unknown): string | undefined {
  if (!isAbout(argument, 'title')) return undefined;
  return read(v.object({ title: Title }), argument, 'bitrix24.renameDialog').title;
}

function isAbout(argument: unknown, field: string): boolean {
  return typeof argument === 'object' && argument !== null && field in argument;
}

function read<T>(schema: v.GenericSchema<unknown, T>, argument: unknown, command: string): T {
  const parsed = v.safeParse(schema, argument);
  if (parsed.success) return parsed.output;
  const where = parsed.issues.map((issue) => v.getDotPath(issue) ?? '').filter(Boolean);
  throw new ShownError(
    vscode.l10n.t(
      '{0} was called with an argument it does not take: check {1}.',
      command,
      where.join(', ') || '{}',
    ),
  );
}
