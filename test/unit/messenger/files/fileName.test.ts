import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { extensionOf, safeFileName } from '../../../../src/messenger/files/fileName.ts';

const unit = fc.constantFrom(
  ...Array.from('aZ9 .-_/\\:*?"<>|\u0000\u001f\u0085\u200b\u202e\u2066\ufeff\ud83d\ude00яệ中cCoOnN'),
);

describe('names of files from elsewhere', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['plan.pdf', 'plan.pdf'],
    ['Kế hoạch quý.docx', 'Kế hoạch quý.docx'],
    ['../../.ssh/authorized_keys', '_.._.ssh_authorized_keys'],
    ['C:\\Windows\\system32\\cmd.exe', 'C__Windows_system32_cmd.exe'],
    ['.bashrc', 'bashrc'],
    ['report.pdf. . ', 'report.pdf'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['COM¹.log', '_COM¹.log'],
    ['console.log', 'console.log'],
    ['invoice\u202Efdp.exe', 'invoice_fdp.exe'],
    ['a\u0000b\nc.txt', 'a_b_c.txt'],
    ['what?.md', 'what_.md'],
    ['', 'file'],
    ['...', 'file'],
    ['///', 'file'],
  ];
  for (const [given, safe] of cases) {
    it(`${JSON.stringify(given)} is kept as ${JSON.stringify(safe)}`, () => {
      assert.equal(safeFileName(given), safe);
    });
  }

  it('are cut where they are too long, and keep their extension', () => {
    const name = safeFileName(`${'я'.repeat(500)}.tar.gz`);
    assert.ok(Buffer.byteLength(name) <= 240);
    assert.equal(extensionOf(name), '.gz');
    assert.ok(safeFileName(`a.${'x'.repeat(5_000)}`).length <= 120);
  });

  it('are plain names whatever they were, and stay so', () => {
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 400 }), (given) => {
        const name = safeFileName(given);
        assert.ok(!Array.from(name).some((letter) => letter < ' ' || '<>:"/\\|?*'.includes(letter)), name);
        assert.ok(!/^\.|[. ]$/.test(name) && Buffer.byteLength(name) <= 255 && name !== '');
        assert.equal(safeFileName(name), name);
      }),
    );
  });
});
