import type { JSX } from 'preact';
import { type ComposerAction, keysOf } from './composerKeys.ts';
import { fillIn } from './fillIn.ts';
import { Icon, type IconName } from './Icon.tsx';
import { usePageServices } from './pageServices.ts';
import type { ThreadWording } from '../protocol/threadWording.ts';

interface ToolsProps {
  readonly showsFormats: boolean;
  readonly isPreviewing: boolean;
  readonly onAction: (action: ComposerAction) => void;
}

const formats: readonly (readonly [ComposerAction, IconName])[] = [
  ['bold', 'bold'],
  ['italic', 'italic'],
  ['underline', 'underline'],
  ['strike', 'strike'],
  ['link', 'link'],
  ['quote', 'quote'],
  ['list', 'list'],
  ['code', 'code'],
  ['codeBlock', 'codeBlock'],
];

/** The buttons below the field. The formats open in a row of their own, so that all of it fits a narrow side bar. */
export function ComposerTools({ showsFormats, isPreviewing, onAction }: ToolsProps): JSX.Element {
  const { wording } = usePageServices();
  return (
    <>
      {showsFormats && (
        <div class="composer-formats" role="toolbar" aria-label={wording.compose.formatting}>
          {formats.map(([action, icon]) => (
            <Tool key={action} action={action} icon={icon} onAction={onAction} />
          ))}
        </div>
      )}
      <div class="composer-tools">
        <Tool action="toolbar" icon="format" isPressed={showsFormats} onAction={onAction} />
        <Tool action="mention" icon="at" onAction={onAction} />
        <Tool action="emoji" icon="smile" onAction={onAction} />
        <Tool action="attach" icon="attach" onAction={onAction} />
        <Tool action="preview" icon="eye" isPressed={isPreviewing} onAction={onAction} />
      </div>
    </>
  );
}

interface ToolProps {
  readonly action: ComposerAction;
  readonly icon: IconName;
  /** For what stays on until it is pressed again. */
  readonly isPressed?: boolean;
  readonly onAction: (action: ComposerAction) => void;
}

function Tool({ action, icon, isPressed, onAction }: ToolProps): JSX.Element {
  const { wording } = usePageServices();
  const label = nameOf(action, wording);
  const keys = keysOf(action);
  return (
    <button
      type="button"
      class="icon-button tool"
      title={keys === undefined ? label : fillIn(wording.compose.withKeys, label, keys)}
      aria-label={label}
      aria-keyshortcuts={keys?.replace('⇧⌘', 'Shift+Meta+').replace('⌘', 'Meta+').replace('Ctrl', 'Control')}
      aria-pressed={isPressed}
      // The field keeps its selection, which is what the button is about.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onAction(action)}
    >
      <Icon name={icon} />
    </button>
  );
}

function nameOf(action: ComposerAction, { compose, files }: ThreadWording): string {
  if (action === 'attach') return files.attach;
  return action === 'toolbar' ? compose.formatting : compose[action];
}
