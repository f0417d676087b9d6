import type { PostCommand } from './channel.ts';

const mostReports = 20;

/** Tells the extension's log what went wrong in the page, without a word that may come from a message. */
export function reportFaults(post: PostCommand): void {
  let reports = 0;
  const report = (error: unknown): void => {
    if (reports++ < mostReports) post('reportFault', { message: describeFault(error) });
  };
  window.addEventListener('error', (event) => {
    // Not a fault: the list measures again in the next frame. The browser says so without an error object.
    if (event.error instanceof Error) report(event.error);
  });
  window.addEventListener('unhandledrejection', (event) => report(event.reason));
}

/** The kind of error and where it came from: its message may quote what somebody wrote. */
function describeFault(error: unknown): string {
  if (!(error instanceof Error)) return `Thrown: ${typeof error}`;
  const places = (error.stack ?? '').match(/[\w.-]+\.js:\d+:\d+/g) ?? [];
  return [error.name, ...places.slice(0, 5)].join(' ');
}
