// In front of an extension's own entry: notes how long that took to load and to activate, whatever the host does around it.
const startedAt = performance.now();
const entry = require('./dist/extension.js');
const loadMs = performance.now() - startedAt;

exports.activate = (context) => {
  const activatedAt = performance.now();
  const exported = entry.activate(context);
  globalThis.benchActivations ??= {};
  globalThis.benchActivations[context.extension.id] = { loadMs, activateMs: performance.now() - activatedAt };
  return exported;
};
