import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { afterEach, describe, it } from 'mocha';

const MAIN = new URL('./main.ts', import.meta.url).pathname;

describe('portal: command line', () => {
  let child: ChildProcess;
  const started: ChildProcess[] = [];
  let errorText: string;

  afterEach(() => {
    for (const one of started.splice(0)) one.kill('SIGKILL');
  });

  function run(...args: readonly string[]): ChildProcess {
    child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    started.push(child);
    errorText = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      errorText += chunk.toString();
    });
    return child;
  }

  async function firstLine(): Promise<Record<string, unknown>> {
    if (child.stdout === null) assert.fail('no stdout');
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    return JSON.parse(line) as Record<string, unknown>;
  }

  it('prints one JSON line, serves on loopback, logs without secrets and stops on SIGTERM', async () => {
    run('--port', '0', '--seed', 'paper');
    const { webhookUrl, portal, users } = await firstLine();
    assert.match(String(portal), /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.ok(String(webhookUrl).startsWith(`${String(portal)}/rest/`));
    assert.ok((users as { name: string }[]).some((user) => user.name !== ''));
    const reply = await fetch(`${String(webhookUrl)}profile`);
    assert.equal(reply.status, 200);
    await reply.text();
    const code = String(webhookUrl).split('/')[5] ?? '';
    assert.notEqual(code, '');
    child.kill('SIGTERM');
    const [exitCode] = (await once(child, 'close')) as [number];
    assert.equal(exitCode, 0);
    assert.match(errorText, /profile user=\d+ 200\n/);
    assert.ok(!errorText.includes(code));
    await assert.rejects(fetch(`${String(webhookUrl)}profile`));
  });

  it('says in one line that the port is taken', async () => {
    run('--port', '0', '--seed', 'paper');
    const first = child;
    const { portal } = await firstLine();
    const { port } = new URL(String(portal));
    run('--port', port, '--seed', 'paper');
    const [exitCode] = (await once(child, 'close')) as [number];
    const stillUp = connect(Number(port), '127.0.0.1');
    await once(stillUp, 'connect');
    stillUp.destroy();
    first.kill('SIGTERM');
    await once(first, 'close');
    assert.equal(exitCode, 1);
    assert.equal(errorText, 'portal: the port is in use; choose another with --port\n');
  });

  it('says in one line which seeds and ports there are', async () => {
    for (const [args, message] of [
      [['--seed', 'nope'], 'portal: there is no seed "nope"; choose one of paper, demo, large\n'],
      [['--port', 'x'], 'portal: --port takes a number from 0 to 65535, not "x"\n'],
    ] as const) {
      run(...args);
      const [exitCode] = (await once(child, 'close')) as [number];
      assert.equal(exitCode, 1);
      assert.equal(errorText, message);
    }
  });
});
