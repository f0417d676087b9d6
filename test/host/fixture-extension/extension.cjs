// The smallest extension that exercises what the test host promises: input boxes, secrets, a webview, a log.
const vscode = require('vscode');

exports.activate = (context) => {
  const log = vscode.window.createOutputChannel('Host Fixture', { log: true });
  log.info(`environment: ${process.env.HOST_FIXTURE ?? 'none'}`);
  context.subscriptions.push(
    log,
    vscode.commands.registerCommand('hostFixture.ask', async () => {
      const answer = await vscode.window.showInputBox({ title: 'Ask', prompt: 'What shall be kept?' });
      if (answer !== undefined) await context.secrets.store('answer', answer);
    }),
    vscode.commands.registerCommand('hostFixture.show', async () => {
      const answer = await context.secrets.get('answer');
      const panel = vscode.window.createWebviewPanel(
        'hostFixture.answer',
        'Answer',
        vscode.ViewColumn.One,
        {},
      );
      panel.webview.html = `<!doctype html><p role="status">${answer ?? 'nothing'}</p>`;
    }),
    vscode.window.registerWebviewViewProvider('hostFixture.note', {
      resolveWebviewView: (view) => {
        view.webview.html = '<!doctype html><p role="note">a view</p>';
      },
    }),
  );
};
