import type { Deviation } from './structure.ts';

/** Where this portal is not as the documented example, on purpose. A difference that no longer occurs fails the test. */
export type Difference = {
  readonly example: string;
  readonly path: string;
  readonly problem: Deviation['problem'];
  readonly why: string;
};

const NOT_FILLED = 'user.current gives only the fields that are filled (api-facts 2.1)';

export const differences: readonly Difference[] = [
  { example: 'extra/user.current', path: 'body.result.LAST_LOGIN', problem: 'missing', why: NOT_FILLED },
  {
    example: 'extra/user.current',
    path: 'body.result.PERSONAL_BIRTHDAY',
    problem: 'missing',
    why: NOT_FILLED,
  },
  {
    example: 'extra/user.current',
    path: 'body.result.UF_EMPLOYMENT_DATE',
    problem: 'missing',
    why: NOT_FILLED,
  },
  {
    example: 'im.user.list.get',
    path: 'body.result',
    problem: 'kind',
    why: 'the page shows RESULT_TYPE=array; without it there is a map (api-facts 3.1)',
  },
  ...['im.notify.get', 'im.notify.history.search'].map((example) => ({
    example,
    path: 'body.result.notifications[].notify_buttons',
    problem: 'unknown' as const,
    why: 'the sample shows no notification with buttons, the table of fields does (api-facts 3.8)',
  })),
  ...['im', 'calendar', 'socialnetwork', 'rest'].map((module) => ({
    example: 'im.notify.schema.get',
    path: `body.result.${module}`,
    problem: 'unknown' as const,
    why: 'the sample shows one module of many',
  })),
];

/** Statuses that differ from the page's, by example. */
export const statusDifferences: Readonly<Record<string, { readonly status: number; readonly why: string }>> =
  {
    'extra/app.info': { status: 403, why: 'the page says 400, the code 403 (api-facts 2.1)' },
  };
