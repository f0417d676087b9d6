import { isPortalError } from '../../bitrix24/rest/portalError.ts';
import * as vscode from 'vscode';
import { errorText } from '../errorText.ts';

const { t } = vscode.l10n;

/** As `errorText`, for files: an answer may be in order and the file in it not (api-facts 3.9, 5 row 17). */
export function fileErrorText(error: unknown): string {
  if (!isPortalError(error)) return errorText(error);
  switch (error.code.toUpperCase()) {
    case 'FILE_NOT_FOUND':
    case 'FILE_ACCESS_ERROR':
    case 'ERROR_NOT_FOUND':
    case 'HTTP_404':
    case 'HTTP_410':
      return t('The portal has this file no longer, or it is not open to you.');
    case 'FILE_TOO_LARGE':
      return t('The portal takes files of up to 100 MB. Send a smaller one.');
    case 'FILE_EMPTY':
      return t('The file is empty. Bitrix24 takes no empty files.');
    case 'TOO_LARGE':
      return t('The portal sent much more than this file holds, so nothing was taken. Try again later.');
    case 'FOREIGN_LINK':
    case 'MOVED':
      return t('The portal sent the download to another address, which is not followed. Sign in again.');
    case 'CUT_SHORT':
      return t('The connection broke before the whole file was here. Try again.');
    case 'UPLOAD_FAILED':
    case 'FILE_UPLOAD_FAILED':
    case 'FILE_INVALID_CONTENT':
    case 'FOLDER_ERROR':
    case 'FILE_FOLDER_ERROR':
    case 'SEND_FAILED':
    case 'FILE_SEND_FAILED':
    case 'FILES_ERROR':
    case 'SAVE_ERROR':
      return t('The portal could not store the file. Try again; if it happens again, ask its administrator.');
    default:
      return errorText(error);
  }
}
