import * as vscode from 'vscode';
import { assertNever } from '../base/assertNever.ts';
import { PART_LIMIT } from '../bitrix24/markup/outgoingParts.ts';
import type { PartProblem } from '../bitrix24/markup/partProblem.ts';
import { formatCount } from './format.ts';

const { t } = vscode.l10n;

/** What is wrong with an ATTACH, KEYBOARD or MENU and where; `part` is its name on the wire. */
export function partProblemText(part: 'ATTACH' | 'KEYBOARD' | 'MENU', problem: PartProblem): string {
  const place = placeOf(part, 'path' in problem ? problem.path : undefined);
  switch (problem.kind) {
    case 'syntax':
      return t(
        '{0} is not valid JSON at line and column {1}. Correct it and try again.',
        part,
        problem.detail,
      );
    case 'shape':
      return shapeText(place, problem.detail);
    case 'unknownBlock':
      return t(
        '{0}: Bitrix24 knows no block “{1}”. Use MESSAGE, LINK, USER, GRID, IMAGE, FILE or DELIMITER.',
        place,
        problem.detail,
      );
    case 'missing':
      return t('{0} lacks {1}. Add it.', place, problem.detail);
    case 'color':
      return t('{0} is no colour. Write it as #rrggbb.', place);
    case 'link':
      return t('{0} must begin with http://, https:// or /.', place);
    case 'choice':
      return t('{0} must be one of: {1}.', place, problem.detail);
    case 'noBot':
      return t('{0} is a bot’s command, so BOT_ID is needed. Add it.', place);
    case 'noAction':
      return t('{0} does nothing. Give it one of: {1}.', place, problem.detail);
    case 'tooLong':
      return t(
        '{0} has {1} characters; Bitrix24 takes fewer than {2}. Make it smaller.',
        part,
        problem.detail,
        formatCount(PART_LIMIT),
      );
    default:
      return assertNever(problem);
  }
}

function placeOf(part: string, path: string | undefined): string {
  if (path === undefined) return part;
  return path.startsWith('[') ? part + path : `${part}.${path}`;
}

type ShapeDetail = (PartProblem & { readonly kind: 'shape' })['detail'];

function shapeText(place: string, detail: ShapeDetail): string {
  switch (detail) {
    case 'object':
      return t('{0} must be an object.', place);
    case 'list':
      return t('{0} must be a list.', place);
    case 'text':
      return t('{0} must be a text.', place);
    case 'number':
      return t('{0} must be a number.', place);
    case 'oneKey':
      return t('{0} must have exactly one key, the kind of block.', place);
    case 'notEmpty':
      return t('{0} must not be empty.', place);
    default:
      return assertNever(detail);
  }
}
