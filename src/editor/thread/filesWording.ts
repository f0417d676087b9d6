import * as vscode from 'vscode';
import type { FilesWording } from '../../protocol/threadFiles.ts';

const { t } = vscode.l10n;

/** The page's words about files in the person's language; `{0}` is filled by the page. */
export function filesWording(): FilesWording {
  return {
    open: t('Open'),
    save: t('Save as…'),
    reveal: t('Show in folder'),
    gone: t('No longer there'),
    loading: t('Loading…'),
    retry: t('Try again'),
    showLarge: t('Enlarge {0}'),
    showImage: t('Show the image ({0})'),
    play: t('Play {0}'),
    cannotPlay: t('This cannot be played here. Open it with another program.'),
    cannotShow: t('This is no image that can be shown here.'),
    viewer: t('{0}, image {1} of {2}'),
    close: t('Close'),
    zoomIn: t('Zoom in'),
    zoomOut: t('Zoom out'),
    wholeImage: t('Whole image'),
    previous: t('Previous image'),
    next: t('Next image'),
    attach: t('Attach files'),
    tray: t('Files to send'),
    remove: t('Remove {0}'),
    dropHere: t('Drop files here to attach them'),
    uploading: t('Sending: {0} of {1}'),
    cancelUpload: t('Cancel sending'),
    notRead: t('{0} could not be read. Check the file and try again.'),
  };
}
