import * as v from 'valibot';
import type { Person, PersonPhone } from '../../model/person.ts';
import type { CallOptions } from '../rest/callOptions.ts';
import type { PortalClient } from '../rest/portalClient.ts';
import { userDecoder } from './userDecoder.ts';
import { decodeWhole, map, maybeText } from './wire.ts';

const METHOD = 'im.user.get';

// `false` where there are none.
const phonesDecoder = v.pipe(
  map,
  v.object({
    work_phone: maybeText,
    personal_mobile: maybeText,
    personal_phone: maybeText,
    inner_phone: maybeText,
  }),
  v.transform((phones): readonly PersonPhone[] => {
    const all = [
      { kind: 'mobile', number: phones.personal_mobile },
      { kind: 'work', number: phones.work_phone },
      { kind: 'inner', number: phones.inner_phone },
      { kind: 'personal', number: phones.personal_phone },
    ] as const;
    return all.flatMap(({ kind, number }) => (number === undefined ? [] : [{ kind, number }]));
  }),
);

const detailsDecoder = v.object({ phones: phonesDecoder, email: maybeText });

/** One person with what only this method tells (api-facts 3.1). */
export class PersonApi {
  readonly #client: PortalClient;

  constructor(client: PortalClient) {
    this.#client = client;
  }

  /** Rejects for people this person may not see; guests see few. */
  async get(userId: number, options?: CallOptions): Promise<Person> {
    const { result } = await this.#client.call(METHOD, { ID: userId }, options);
    const { phones, email } = decodeWhole(detailsDecoder, result, METHOD);
    return { user: decodeWhole(userDecoder, result, METHOD), phones, email };
  }
}
