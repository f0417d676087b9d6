// Two native modules of the server, written again in JavaScript, so that nothing has to be compiled: without the
// first one there are no log files (an output channel stays empty), without the second the log fills with errors.

/** Path below `node_modules` of the server, and the source that goes there. */
export const nativeStandIns: readonly (readonly [string, string])[] = [
  [
    '@vscode/spdlog/index.js',
    `const fs = require('fs');
const path = require('path');
const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];
let defaultLevel = 2;
class Logger {
  constructor(type, name, file) {
    this.file = file;
    this.level = defaultLevel;
    this.plain = false;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.appendFileSync(file, '');
  }
  write(level, message) {
    if (level < this.level) return;
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    try {
      fs.appendFileSync(this.file, this.plain ? message : time + ' [' + levels[level] + '] ' + message + '\\n');
    } catch {}
  }
  trace(message) { this.write(0, message); }
  debug(message) { this.write(1, message); }
  info(message) { this.write(2, message); }
  warn(message) { this.write(3, message); }
  error(message) { this.write(4, message); }
  critical(message) { this.write(5, message); }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() { this.plain = false; }
  clearFormatters() { this.plain = true; }
  flush() {}
  drop() {}
}
const create = async (name, file) => new Logger('rotating', name, file);
exports.version = 0;
exports.Logger = Logger;
exports.setLevel = (level) => { defaultLevel = level; };
exports.setFlushOn = () => {};
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
`,
  ],
  [
    '@vscode/native-watchdog/index.js',
    `exports.start = (pid) => {
  setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      process.exit(87);
    }
  }, 3000).unref();
};
exports.exit = (code) => process.exit(code || 0);
`,
  ],
];
