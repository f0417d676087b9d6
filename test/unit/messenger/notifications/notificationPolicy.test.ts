// What a person is told, row by row.
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { namesPerson } from '../../../../src/messenger/notifications/namesPerson.ts';
import {
  type Arrival,
  type Circumstances,
  holdReason,
  type Verdict,
  verdictOn,
} from '../../../../src/messenger/notifications/notificationPolicy.ts';
import {
  type NotificationRules,
  readHours,
  usualRules,
} from '../../../../src/messenger/notifications/notificationRules.ts';

const NOON = new Date(2026, 10, 22, 12, 0).getTime();
const NIGHT = new Date(2026, 10, 22, 23, 30).getTime();

const inGroup: Arrival = {
  isOwn: false,
  isRead: false,
  isOnScreen: false,
  isDirect: false,
  isMuted: false,
  isNamed: false,
  isFromBefore: false,
  dialogMode: undefined,
};
const direct: Arrival = { ...inGroup, isDirect: true };
const naming: Arrival = { ...inGroup, isNamed: true };
const free: Circumstances = { now: NOON, isDebugging: false, status: 'online' };

interface Row {
  readonly arrival: Arrival;
  readonly rules?: Partial<NotificationRules>;
  readonly circumstances?: Partial<Circumstances>;
  readonly verdict: Verdict;
}

const officeHours = readHours('09:00-18:00');
const nightShift = readHours('22:00-06:00');

const rows: Readonly<Record<string, Row>> = {
  'a direct message': { arrival: direct, verdict: 'tell' },
  'a group message': { arrival: inGroup, verdict: 'nothing' },
  'a mention': { arrival: naming, verdict: 'tell' },
  'a group message, all wanted': { arrival: inGroup, rules: { mode: 'all' }, verdict: 'tell' },
  'a mention, none wanted': { arrival: naming, rules: { mode: 'none' }, verdict: 'nothing' },
  'a direct message, none wanted': { arrival: direct, rules: { mode: 'none' }, verdict: 'nothing' },
  'an own message from elsewhere': { arrival: { ...direct, isOwn: true }, verdict: 'nothing' },
  'one that was read elsewhere': { arrival: { ...naming, isRead: true }, verdict: 'nothing' },
  'one in the thread on screen': { arrival: { ...naming, isOnScreen: true }, verdict: 'nothing' },
  'a muted group, all wanted': {
    arrival: { ...inGroup, isMuted: true },
    rules: { mode: 'all' },
    verdict: 'nothing',
  },
  'a mention in a muted group': { arrival: { ...naming, isMuted: true }, verdict: 'nothing' },
  'a mention in a muted group, wanted': {
    arrival: { ...naming, isMuted: true },
    rules: { tellsMutedMentions: true },
    verdict: 'tell',
  },
  'a group message of a muted group, mentions wanted': {
    arrival: { ...inGroup, isMuted: true },
    rules: { mode: 'all', tellsMutedMentions: true },
    verdict: 'nothing',
  },
  'a muted direct message': { arrival: { ...direct, isMuted: true }, verdict: 'nothing' },
  'the dialog’s rule all': { arrival: { ...inGroup, dialogMode: 'all' }, verdict: 'tell' },
  'the dialog’s rule all, none wanted otherwise': {
    arrival: { ...inGroup, dialogMode: 'all' },
    rules: { mode: 'none' },
    verdict: 'tell',
  },
  'the dialog’s rule all, muted in Bitrix24': {
    arrival: { ...inGroup, isMuted: true, dialogMode: 'all' },
    verdict: 'tell',
  },
  'the dialog’s rule mentions, a direct message': {
    arrival: { ...direct, dialogMode: 'mentions' },
    verdict: 'nothing',
  },
  'the dialog’s rule mentions, a mention': {
    arrival: { ...naming, dialogMode: 'mentions' },
    rules: { mode: 'none' },
    verdict: 'tell',
  },
  'the dialog’s rule none, a mention': { arrival: { ...naming, dialogMode: 'none' }, verdict: 'nothing' },
  'the dialog’s rule none, all wanted': {
    arrival: { ...direct, dialogMode: 'none' },
    rules: { mode: 'all' },
    verdict: 'nothing',
  },
  'from before this window followed': { arrival: { ...direct, isFromBefore: true }, verdict: 'hold' },
  'from before, of no interest': { arrival: { ...inGroup, isFromBefore: true }, verdict: 'nothing' },
  'while debugging': { arrival: direct, circumstances: { isDebugging: true }, verdict: 'hold' },
  'while debugging, switched off': {
    arrival: direct,
    rules: { holdsWhileDebugging: false },
    circumstances: { isDebugging: true },
    verdict: 'tell',
  },
  'do not disturb': { arrival: naming, circumstances: { status: 'dnd' }, verdict: 'hold' },
  'do not disturb, of no interest': {
    arrival: inGroup,
    circumstances: { status: 'dnd' },
    verdict: 'nothing',
  },
  'away': { arrival: direct, circumstances: { status: 'away' }, verdict: 'tell' },
  'a status that is not known': { arrival: direct, circumstances: { status: undefined }, verdict: 'tell' },
  'within the hours': { arrival: direct, rules: { hours: officeHours }, verdict: 'tell' },
  'outside of the hours': {
    arrival: direct,
    rules: { hours: officeHours },
    circumstances: { now: NIGHT },
    verdict: 'hold',
  },
  'within hours over midnight': {
    arrival: direct,
    rules: { hours: nightShift },
    circumstances: { now: NIGHT },
    verdict: 'tell',
  },
  'outside of hours over midnight': { arrival: direct, rules: { hours: nightShift }, verdict: 'hold' },
};

describe('messenger: what a person is told', () => {
  for (const [name, { arrival, rules, circumstances, verdict }] of Object.entries(rows)) {
    it(`${name}: ${verdict}`, () => {
      const all = { ...usualRules, ...rules };
      assert.equal(verdictOn(arrival, all, { ...free, ...circumstances }), verdict);
    });
  }

  it('names the strongest reason to wait', () => {
    const hours = officeHours;
    const busy = { now: NIGHT, isDebugging: true, status: 'dnd' };
    assert.equal(holdReason({ ...usualRules, hours }, busy), 'doNotDisturb');
    assert.equal(holdReason({ ...usualRules, hours }, { ...busy, status: 'online' }), 'debugging');
    assert.equal(
      holdReason({ ...usualRules, hours }, { ...busy, status: undefined, isDebugging: false }),
      'hours',
    );
    assert.equal(holdReason(usualRules, { ...free, now: NIGHT }), undefined);
  });

  it('reads hours, and nothing into what is none', () => {
    assert.deepEqual(readHours(' 9:05 – 24:00 '), { from: 545, to: 1_440 });
    for (const text of ['', '9-18', '25:00-26:00', '09:60-10:00', '10:00-10:00', 'always'])
      assert.equal(readHours(text), undefined, text);
  });
});

describe('messenger: whom a message names', () => {
  const texts: readonly (readonly [text: string, keywords: readonly string[], isNamed: boolean])[] = [
    ['[USER=1]Trung[/USER], look', [], true],
    ['[USER=1 REPLACE]Trung Nguyen[/USER]', [], true],
    ['[B]Hey [USER=1]you[/USER][/B]', [], true],
    ['[USER=all]everyone[/USER]', [], true],
    ['[USER=11]Somebody else[/USER]', [], false],
    ['Trung, look', [], false],
    ['[CODE][USER=1]Trung[/USER][/CODE]', [], false],
    [`${'-'.repeat(54)}\nTài\n[USER=1]Trung[/USER] said\n${'-'.repeat(54)}\nYes`, [], false],
    ['The deploy is red', ['Deploy'], true],
    ['Redeployed', ['deploy'], false],
    ['Triển khai xong', ['triển khai'], true],
    ['Релиз готов', ['релиз'], true],
    ['anything', ['  ', ''], false],
  ];

  for (const [text, keywords, isNamed] of texts) {
    it(`${JSON.stringify(text.slice(0, 60))} with ${JSON.stringify(keywords)}: ${isNamed}`, () => {
      assert.equal(namesPerson(text, 1, keywords), isNamed);
    });
  }
});
