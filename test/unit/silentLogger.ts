import type { LogDetails, Logger } from '../../src/base/ports.ts';

export interface LogLine {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly details: LogDetails;
}

/** Keeps the lines for a test to look at. */
export class SilentLogger implements Logger {
  readonly lines: LogLine[] = [];

  trace(message: string, details: LogDetails = {}): void {
    this.lines.push({ level: 'trace', message, details });
  }

  debug(message: string, details: LogDetails = {}): void {
    this.lines.push({ level: 'debug', message, details });
  }

  info(message: string, details: LogDetails = {}): void {
    this.lines.push({ level: 'info', message, details });
  }

  warn(message: string, details: LogDetails = {}): void {
    this.lines.push({ level: 'warn', message, details });
  }

  error(message: string, details: LogDetails = {}): void {
    this.lines.push({ level: 'error', message, details });
  }
}
