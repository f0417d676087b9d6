// Every documented response, against what this portal answers to a call that should come out like it.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, describe, it } from 'mocha';
import { startPortal, type Portal } from '../portal.ts';
import { seeds } from '../seeds/index.ts';
import { differences, statusDifferences } from './differences.ts';
import { imitated, LARGEST_FILE, type Credential, type Known, type Params, type Plan } from './imitated.ts';
import { notImitated } from './notImitated.ts';
import { deviations, type Deviation } from './structure.ts';
import { tolerance } from './tolerance.ts';

type Example = {
  readonly status: number | null;
  readonly docStatuses?: readonly number[];
  readonly body: Readonly<Record<string, unknown>>;
};

type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

const FOLDER = new URL('../examples/', import.meta.url);
const SIZE = { width: 72, height: 61 };
const TOKEN = 'examplesaccesstoken';

describe('documented examples', () => {
  let portal: Portal;
  let known: Known;
  const seen: (Deviation & { readonly example: string })[] = [];

  before(async () => {
    portal = await startPortal({
      seed: seeds.demo,
      rate: 'off',
      features: { maxFileBytes: LARGEST_FILE },
    });
    portal.world.credentials.addWebhook({ userId: 5, code: 'noscopes', scopes: ['basic'] });
    portal.addToken(TOKEN, portal.mainUserId);
    known = knownOf(portal);
  });

  after(() => portal.stop());

  it('are each imitated or listed as not imitated', () => {
    const listed = [...Object.keys(imitated), ...Object.keys(notImitated)].sort();
    assert.deepEqual(listed, [...new Set(listed)], 'in both lists');
    assert.deepEqual(listed, exampleNames());
    for (const [name, plans] of Object.entries(imitated)) {
      assert.equal(plans.length, examplesOf(name).length, `${name} has one plan per entry`);
    }
  });

  for (const [name, plans] of Object.entries(imitated)) {
    for (const [index, plan] of plans.entries()) {
      const example = examplesOf(name)[index];
      if (example === undefined) continue;
      const outcome = 'error' in example.body ? String(example.body['error']) : 'success';
      it(`${name}: ${outcome}`, async () => {
        for (const params of plan.calls) {
          const given = typeof params === 'function' ? await params(known) : params;
          const answer = await call(
            portal,
            plan.method ?? name.replace('extra/', ''),
            given,
            plan.by ?? 'webhook',
          );
          if ('error' in example.body) expectError(name, example, answer);
          else expectSuccess(name, plan, answer, JSON.stringify(given));
        }
      });
    }
  }

  it('differ nowhere else than the list of differences says', () => {
    const unused = differences.filter((difference) => !seen.some((one) => isListed(difference, one)));
    assert.deepEqual(unused, []);
  });

  function expectSuccess(name: string, plan: Plan, answer: Answer, params: string): void {
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    const samples = samplesOf(name);
    const found = deviations(samples, answer.body, tolerance)
      .filter(
        (one) =>
          plan.opaque?.some(
            (place) => one.path.startsWith(`${place}.`) || one.path.startsWith(`${place}[`),
          ) !== true,
      )
      .map((one) => ({ ...one, example: name }));
    seen.push(...found);
    const surprising = found.filter((one) => !differences.some((difference) => isListed(difference, one)));
    const lines = surprising.map((one) => `${one.path}: ${one.detail}`);
    assert.equal(lines.length, 0, `${params}\n${lines.join('\n')}`);
  }
});

function expectError(name: string, example: Example, answer: Answer): void {
  assert.deepEqual(answer.body, example.body);
  const error = String(example.body['error']);
  const documented = [example.status ?? [], example.docStatuses ?? []].flat();
  const deliberate = statusDifferences[name]?.status ?? [];
  assert.ok(
    [documented, deliberate].flat().includes(answer.status),
    `${name}: ${error} with ${answer.status}`,
  );
}

function isListed(
  difference: { readonly example: string; readonly path: string; readonly problem: string },
  one: Deviation & { readonly example: string },
): boolean {
  const isExample = difference.example === '*' || difference.example === one.example;
  return isExample && difference.problem === one.problem && difference.path === one.path;
}

function exampleNames(): readonly string[] {
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.replaceAll('\\', '/').replace('.json', ''))
    .sort();
}

function examplesOf(name: string): readonly Example[] {
  return JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')) as readonly Example[];
}

/** The documented successes; where other pages show the same objects, theirs too. */
function samplesOf(name: string): readonly unknown[] {
  const own = successesOf(name);
  switch (name) {
    case 'im.recent.list':
      return own.map((body) => ({
        ...body,
        result: { ...resultOf(body), items: [...rowsOf('im.recent.list'), ...rowsOf('im.recent.get')] },
      }));
    case 'im.recent.get':
      return own.map((body) => ({
        ...body,
        result: [...rowsOf('im.recent.list'), ...rowsOf('im.recent.get')],
      }));
    default:
      return own;
  }
}

function rowsOf(name: 'im.recent.list' | 'im.recent.get'): readonly unknown[] {
  return successesOf(name).flatMap(
    (body) => (Array.isArray(body['result']) ? body['result'] : resultOf(body)['items']) as unknown[],
  );
}

function successesOf(name: string): readonly Example['body'][] {
  return examplesOf(name).flatMap(({ body }) => ('error' in body ? [] : [body]));
}

function resultOf(body: Example['body']): Readonly<Record<string, unknown>> {
  return body['result'] as Readonly<Record<string, unknown>>;
}

async function call(portal: Portal, method: string, params: Params, by: Credential): Promise<Answer> {
  const response = await fetch(addressOf(portal, method, by), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(by === 'token' ? { ...params, auth: TOKEN } : params),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

function addressOf(portal: Portal, method: string, by: Credential): string {
  switch (by) {
    case 'webhook':
      return `${portal.webhookUrl()}${method}.json`;
    case 'token':
      return `${portal.url}/rest/${method}.json`;
    case 'wrongCode':
      return `${portal.url}/rest/${portal.mainUserId}/nosuchcode/${method}.json`;
    case 'noScopes':
      return `${portal.webhookUrl(5)}${method}.json`;
  }
}

function knownOf(portal: Portal): Known {
  const builds = portal.world.chat(107).messages;
  const onCall = portal.world.chat(105).messages;
  const { world, mainUserId } = portal;
  const folder = world.disk.folderOf(world.chat(104));
  const uploaded = world.addFile({
    id: 5249,
    name: 'image.png',
    author: mainUserId,
    size: 2144,
    image: SIZE,
  });
  world.disk.place(uploaded.id, folder);
  const [shown, unwanted] = [...world.files.values()].filter(
    (file) =>
      file.image !== undefined && file.chatId !== 0 && world.canRead(mainUserId, world.chat(file.chatId)),
  );
  return {
    ownMessage: () => portal.as(portal.mainUserId).post('chat104', 'Something to change'),
    notice: (what) =>
      world.notices
        .of(mainUserId)
        .find(({ buttons, params }) =>
          what === 'buttons' ? buttons.length > 0 : params?.['CAN_ANSWER'] === 'Y',
        )?.id ?? 0,
    folder,
    uploadedFile: uploaded.id,
    picture: { chatId: shown?.chatId ?? 0, fileId: shown?.id ?? 0 },
    unwantedPicture: { chatId: unwanted?.chatId ?? 0, fileId: unwanted?.id ?? 0 },
    buttonMessage: builds.findLast((message) => message.params['KEYBOARD'] !== undefined)?.id ?? 0,
    foreignMessage: onCall.findLast((message) => message.authorId > 1)?.id ?? 0,
  };
}
