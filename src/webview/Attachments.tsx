import type { JSX } from 'preact';
import type { AttachmentRow, ButtonRow } from '../protocol/thread.ts';
import { fillIn } from './fillIn.ts';
import { Icon } from './Icon.tsx';
import { usePageServices } from './pageServices.ts';

export function Attachments({
  attachments,
}: {
  readonly attachments: readonly AttachmentRow[];
}): JSX.Element {
  const { wording } = usePageServices();
  return (
    <ul class="attachments">
      {attachments.map((attachment, index) => (
        <li key={index} class="attachment" aria-label={fillIn(wording.attachment, attachment.name)}>
          <Icon name={attachment.kind} />
          <span class="attachment-name" title={attachment.name} dir="auto">
            {attachment.name}
          </span>
          {attachment.detail !== undefined && <span class="attachment-detail">{attachment.detail}</span>}
        </li>
      ))}
    </ul>
  );
}

/** A bot's buttons, named but not to be pressed. */
export function ButtonLabels({ buttons }: { readonly buttons: readonly ButtonRow[] }): JSX.Element {
  return (
    <ul class="bot-buttons">
      {buttons.map((button, index) => (
        <li key={index} class="bot-button" dir="auto">
          {button.label}
        </li>
      ))}
    </ul>
  );
}
