import { decodeEmployees, employeesCommand } from '../../bitrix24/api/departmentApi.ts';
import {
  decodeFoundChats,
  decodeFoundDepartments,
  decodeFoundUsers,
  type FoundDepartment,
  searchChatsCommand,
  searchDepartmentsCommand,
  searchUsersCommand,
} from '../../bitrix24/api/searchApi.ts';
import type { DecodeContext } from '../../bitrix24/api/wire.ts';
import type { BatchItem, Command } from '../../bitrix24/rest/batch.ts';
import type { PortalClient } from '../../bitrix24/rest/portalClient.ts';
import type { User } from '../../model/user.ts';
import { type FoundDialog, foundChat, foundPerson, type FoundOnPortal } from './foundDialogs.ts';

const PAGE = { offset: 0, limit: 20 };

/** What was found, and the people among it as the portal told them. */
export interface PortalAnswer extends FoundOnPortal {
  readonly users: readonly User[];
}

/** Asks the portal for people, chats and departments by name, in one request. Failures are PortalErrors. */
export class PortalSearch {
  readonly #client: PortalClient;
  readonly #context: DecodeContext;

  constructor(client: PortalClient, context: DecodeContext) {
    this.#client = client;
    this.#context = context;
  }

  /** By any of some phrases, each of 2 characters at least. Rejects only where neither people nor chats could be had. */
  async find(phrases: readonly string[], signal: AbortSignal): Promise<PortalAnswer> {
    const commands: Record<string, Command> = {};
    for (const [index, phrase] of phrases.entries()) {
      commands[`people${index}`] = searchUsersCommand(phrase, PAGE);
      commands[`chats${index}`] = searchChatsCommand(phrase, PAGE);
      commands[`departments${index}`] = searchDepartmentsCommand(phrase, PAGE);
    }
    const answer = await this.#client.batch(commands, { lane: 'person', signal });
    const parts = phrases.map((_, index) => ({
      people: answer[`people${index}`],
      chats: answer[`chats${index}`],
      departments: answer[`departments${index}`],
    }));
    const users: User[] = [];
    const chats: FoundDialog[] = [];
    const departments: FoundDepartment[] = [];
    for (const part of parts) {
      if (part.people?.ok === false && part.chats?.ok !== true) throw part.people.error;
      users.push(...this.#decoded(part.people, decodeFoundUsers));
      chats.push(...this.#decoded(part.chats, decodeFoundChats).map(foundChat));
      // Guests of the portal see none; there may be no right to them either.
      departments.push(...this.#decoded(part.departments, decodeFoundDepartments));
    }
    return { users, dialogs: [...users.map(foundPerson), ...chats], departments };
  }

  /** Who works in a department. */
  async employees(departmentId: number, signal: AbortSignal): Promise<readonly User[]> {
    const { method, params } = employeesCommand(departmentId);
    const { result } = await this.#client.call(method, params, { lane: 'person', signal });
    return decodeEmployees(result, this.#context);
  }

  #decoded<T>(
    part: BatchItem | undefined,
    decode: (result: unknown, context: DecodeContext) => readonly T[],
  ): readonly T[] {
    return part?.ok === true ? decode(part.result, this.#context) : [];
  }
}
