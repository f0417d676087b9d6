import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

const id = 'b24-community.bitrix24-messenger';

describe('activation', () => {
  it('activates and registers every command that the manifest offers', async () => {
    const extension = vscode.extensions.getExtension(id);
    assert.ok(extension, `${id} is not there`);
    await extension.activate();

    const manifest = extension.packageJSON as Manifest;
    const offered = manifest.contributes.commands.map(({ command }) => command);
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.ok(offered.length > 0);
    assert.deepEqual(
      offered.filter((command) => !registered.has(command)),
      [],
    );
  });
});
