import * as v from 'valibot';
import type { ThreadContract } from '../../protocol/thread.ts';
import type { Schemas } from './pageChannel.ts';
import { Id } from './pageSchemas.ts';

// As long as a message can be many times over.
const Text = v.pipe(v.string(), v.maxLength(400_000));
const Place = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000));
const Address = v.pipe(v.string(), v.maxLength(10_000));
const Target = v.variant('kind', [
  v.object({ kind: v.literal('url'), url: Address }),
  v.object({ kind: v.literal('portalPath'), path: Address }),
]);

interface ReadingSchemas {
  readonly requests: Pick<Schemas<ThreadContract>['requests'], 'press' | 'sendOffered' | 'person'>;
  readonly commands: Pick<Schemas<ThreadContract>['commands'], 'openLink' | 'useCode'>;
}

export const readingSchemas: ReadingSchemas = {
  requests: {
    press: v.object({
      key: v.pipe(v.string(), v.maxLength(100)),
      part: v.picklist(['keyboard', 'menu']),
      index: Place,
    }),
    sendOffered: v.object({ text: v.pipe(v.string(), v.minLength(1), v.maxLength(20_000)) }),
    person: v.object({ userId: Id }),
  },
  commands: {
    openLink: v.object({ target: Target, words: v.exactOptional(v.pipe(v.string(), v.maxLength(2_000))) }),
    useCode: v.pipe(
      v.object({
        use: v.picklist(['insert', 'open', 'compare']),
        text: Text,
        languageId: v.optional(v.pipe(v.string(), v.maxLength(40))),
      }),
      v.transform(({ use, text, languageId }) => ({ use, text, languageId })),
    ),
  },
};
