import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { otherSpellings, type PhraseSearch } from '../../../../src/messenger/find/phraseSearch.ts';
import type { ManualClock } from '../../manualClock.ts';
import { Gate } from '../../../portal/faults.ts';
import { ids } from '../../../portal/portalFixture.ts';
import { FollowedPortal } from '../followedPortal.ts';
import { requests } from '../sessionFixture.ts';

const FIND = 'im.search.user.list';

describe('messenger: finding on the portal', () => {
  let here: FollowedPortal;
  let clock: ManualClock;
  let search: PhraseSearch;

  const titles = (): readonly string[] => search.result.dialogs.map(({ title }) => title);
  const answered = async (text: string): Promise<void> => {
    const change = new Promise<void>((resolve) => {
      const subscription = search.onDidChange(() => {
        subscription.dispose();
        resolve();
      });
    });
    search.become(text);
    clock.advance(200);
    await change;
  };
  const asked = (): readonly unknown[] =>
    here.portal.calls.filter(({ method }) => method === FIND).map(({ params }) => params['FIND']);

  beforeEach(async () => {
    here = await FollowedPortal.start({
      furnish: (world) => {
        world.addUser({ id: 300, firstName: 'Иван', lastName: 'Петров', position: 'Дизайнер' });
        world.addUser({ id: 301, firstName: 'Ivan', lastName: 'Smith' });
        world.addChat({ id: 400, title: 'Open to all', messageType: 'O', owner: ids.tai, members: [] });
        world.addDepartment({ id: 2, name: 'Design', parentId: undefined, managerId: ids.linh });
        world.user(ids.linh).departments = [2];
      },
      skipUpToMs: 0,
    });
    ({ clock } = here);
    search = here.session.find.onPortal();
  });

  afterEach(async () => {
    search.dispose();
    await here.stop();
  });

  it('asks once for people, chats and departments, when the phrase has settled', async () => {
    search.become('d');
    search.become('de');
    search.become('des');
    assert.deepEqual([search.result.isBusy, requests(here.portal).length], [true, 0]);
    await answered('desi');
    assert.deepEqual([search.result.isBusy, requests(here.portal).length], [false, 1]);
    assert.deepEqual(titles(), ['Tài Lê']);
    assert.deepEqual(search.result.departments, [{ id: 2, name: 'Design', fullName: 'Design' }]);
    assert.equal(here.session.users.get(ids.tai)?.name, 'Tài Lê');
    const people = await here.session.find.employees(2, new AbortController().signal);
    assert.deepEqual(
      people.map(({ id }) => id),
      [ids.linh],
    );
  });

  it('asks nothing for a single letter, nor a second time for what was answered', async () => {
    search.become('o');
    assert.equal(search.result.isBusy, false);
    await answered('open');
    await answered('smith');
    search.become('  OPEN ');
    assert.deepEqual([search.result.isBusy, titles()], [false, ['Open to all']]);
    assert.deepEqual(asked(), ['open', 'smith']);
  });

  it('shows what earlier answers know until there is a new one', async () => {
    await answered('ivan');
    search.become('ivan s');
    assert.deepEqual([search.result.isBusy, titles()], [true, ['Ivan Smith']]);
    search.become('zzz');
    assert.deepEqual(titles(), []);
  });

  it('asks for what was meant where the phrase finds nobody', async () => {
    await answered('gtnhjd');
    assert.deepEqual([titles(), requests(here.portal).length], [['Иван Петров'], 2]);
    await answered('petrov');
    assert.deepEqual(titles(), ['Иван Петров']);
    await answered('смитх');
    assert.deepEqual(titles(), []);
    await answered('смит');
    assert.deepEqual(titles(), ['Ivan Smith']);
  });

  it('lets go of what is no longer asked for: one request at a time', async () => {
    const gate = new Gate();
    here.portal.faults.add(({ params }) => params['FIND'] === 'ivan', { kind: 'hold', when: 'before', gate });
    search.become('ivan');
    clock.advance(200);
    await gate.reached;
    await answered('smith');
    assert.deepEqual(titles(), ['Ivan Smith']);
    gate.open();
    search.become('ivan');
    assert.equal(search.result.isBusy, true);
    const askedBefore = asked().length;
    search.dispose();
    clock.advance(200);
    assert.equal(asked().length, askedBefore);
  });

  it('tells what went wrong, and asks again when the phrase changes', async () => {
    here.portal.faults.add('*', { kind: 'error', status: 403, error: 'ACCESS_DENIED' });
    await answered('ivan');
    assert.ok(search.result.error !== undefined);
    search.become('ivan ');
    assert.ok(search.result.error !== undefined);
    here.portal.faults.clear();
    await answered('smith');
    assert.equal(search.result.error, undefined);
  });

  const spellings: readonly (readonly [typed: string, meant: readonly string[]])[] = [
    ['ghbdtn', ['привет', 'гхбдтн']],
    ['ivan', ['шмфт', 'иван']],
    ['руддщ', ['hello', 'ruddshch']],
    ['123', []],
    ['tai 7', ['ефш 7', 'таи 7']],
  ];
  for (const [typed, meant] of spellings) {
    it(`"${typed}" may mean ${meant.join(' or ') || 'nothing else'}`, () =>
      assert.deepEqual(otherSpellings(typed), meant));
  }
});
