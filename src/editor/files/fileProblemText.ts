import * as vscode from 'vscode';
import { assertNever } from '../../base/assertNever.ts';
import type { FileProblem } from '../../messenger/files/fileProblem.ts';
import { formatCount } from '../format.ts';

const { t } = vscode.l10n;

/** Why a file is not sent, and what to do. */
export function fileProblemText(problem: FileProblem): string {
  switch (problem.kind) {
    case 'tooLarge':
      return t(
        '{0} is too large: Bitrix24 takes files of up to {1} MB. Share it as a link instead.',
        problem.name,
        formatCount(problem.limitMb),
      );
    case 'empty':
      return t('{0} is empty. Bitrix24 takes no empty files.', problem.name);
    case 'folder':
      return t('{0} is a folder. Pack it into an archive, or choose the files in it.', problem.name);
    case 'unreadable':
      return t('{0} could not be read. Check the file and try again.', problem.name);
    case 'tooMany':
      return t('Up to {0} files go at once. Send these first.', formatCount(problem.limit));
    case 'tooMuchWaiting':
      return t(
        'Files of {0} MB wait to be sent already. Wait until they have gone, or discard some.',
        formatCount(problem.limitMb),
      );
    case 'lost':
      return t('{0} is no longer among the files that wait to be sent. Attach it again.', problem.name);
    default:
      return assertNever(problem);
  }
}
