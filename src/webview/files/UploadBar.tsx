import type { JSX } from 'preact';
import { fillIn } from '../fillIn.ts';
import { Icon } from '../Icon.tsx';
import { usePageServices } from '../pageServices.ts';
import { useFileServices } from './fileServices.ts';
import { useValue } from './valueStore.ts';

/** How far the files of a message have gone, with the way to stop it while nothing has come of it. */
export function UploadBar({ messageKey }: { readonly messageKey: string }): JSX.Element | null {
  const { uploads, wording, post } = useFileServices();
  const { formats } = usePageServices();
  const progress = useValue(uploads).get(messageKey);
  if (!progress) return null;
  const percent = Math.floor((progress.sent / Math.max(1, progress.total)) * 100);
  const label = fillIn(wording.uploading, `${formats.count(percent)} %`, '100 %');
  return (
    <div class="upload">
      <progress max={progress.total} value={progress.sent} aria-label={label} />
      <span class="file-detail">{formats.count(percent)} %</span>
      <button
        type="button"
        class="icon-button"
        title={wording.cancelUpload}
        aria-label={wording.cancelUpload}
        onClick={() => post('cancelUpload', { key: messageKey })}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
