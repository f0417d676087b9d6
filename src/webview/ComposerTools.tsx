import type { ComponentChildren, JSX } from 'preact';
import { type ComposerAction, keysOf } from './composerKeys.ts';
import { fillIn } from './fillIn.ts';
import { Icon, type IconName } from './Icon.tsx';
import { usePageServices } from './pageServices.ts';
import type { ComposerWording } from '../protocol/composerWording.ts';

interface ToolsProps {
  readonly showsFormats: boolean;
  readonly isPreviewing: boolean;
  readonly onAction: (action: ComposerAction) => void;
  /** What else can be put into a message. */
  readonly children?: ComponentChildren;
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
export function ComposerTools({ showsFormats, isPreviewing, onAction, children }: ToolsProps): JSX.Element {
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
        {children}
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
  const words = usePageServices().wording.compose;
  const label = nameOf(action, words);
  const keys = keysOf(action);
  return (
    <button
      type="button"
      class="icon-button tool"
      title={keys === undefined ? label : fillIn(words.withKeys, label, keys)}
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

function nameOf(action: ComposerAction, words: ComposerWording): string {
  return action === 'toolbar' ? words.formatting : words[action];
}
