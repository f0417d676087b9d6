import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isTellingWindow } from '../../../../src/messenger/notifications/tellingWindow.ts';
import type { Attention } from '../../../../src/messenger/pollSchedule.ts';
import type { Role } from '../../../../src/messenger/windows/windowGroup.ts';

const focused: Attention = { isWindowFocused: true, isThreadVisible: false, isListVisible: true };
const behind: Attention = { ...focused, isWindowFocused: false };

describe('messenger: which window tells', () => {
  const rows: readonly (readonly [string, Attention, Role | undefined, readonly Attention[], boolean])[] = [
    ['the only one, behind others', behind, undefined, [], true],
    ['the focused one that leads', focused, 'leading', [behind], true],
    ['the focused one that follows', focused, 'following', [], true],
    ['the focused one while nobody leads', focused, 'undecided', [], true],
    ['one that follows, without the focus', behind, 'following', [], false],
    ['one without the focus while nobody leads', behind, 'undecided', [], false],
    ['the one that leads, all without the focus', behind, 'leading', [behind, behind], true],
    ['the one that leads, another has the focus', behind, 'leading', [behind, focused], false],
  ];
  for (const [name, own, role, attention, isTelling] of rows) {
    it(`${name}: ${isTelling}`, () => {
      assert.equal(isTellingWindow(own, role && { role, attention }), isTelling);
    });
  }
});
