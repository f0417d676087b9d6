import * as v from 'valibot';
import type { User } from '../../model/user.ts';
import type { Command } from '../rest/batch.ts';
import { userDecoder } from './userDecoder.ts';
import { type DecodeContext, decodeRows, decodeWhole, list } from './wire.ts';

const EMPLOYEES = 'im.department.employees.get';

/** Who works in a department (api-facts 3.7); guests of the portal are refused. */
export function employeesCommand(departmentId: number): Command {
  return { method: EMPLOYEES, params: { ID: [departmentId], USER_DATA: 'Y' } };
}

/** A map from department to people; who works in several of them comes once. */
export function decodeEmployees(result: unknown, context: DecodeContext): readonly User[] {
  const rows = decodeWhole(v.pipe(list, v.array(list)), result, EMPLOYEES).flat();
  const users = decodeRows(userDecoder, rows, 'employee', context.logger);
  const byId = new Map(users.filter(({ isActive }) => isActive).map((user) => [user.id, user]));
  return [...byId.values()].sort((a, b) => a.name.localeCompare(b.name));
}
