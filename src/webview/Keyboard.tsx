import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { assertNever } from '../base/assertNever.ts';
import type { ButtonRow } from '../protocol/messageParts.ts';
import type { ThreadWording } from '../protocol/threadWording.ts';
import { inkOn, safeColor } from './authorLook.ts';
import { fillIn } from './fillIn.ts';
import { RareIcon, type RareIconName } from './RareIcon.tsx';
import { type ButtonPlace, PressMemory } from './pressMemory.ts';
import { usePageServices } from './pageServices.ts';
import { sentenceOf } from './sentenceOf.ts';
import { contrastOf, leastContrast } from './readableColor.ts';

type Button = ButtonRow & { readonly kind: 'button' };

interface KeyboardProps {
  readonly rowKey: string;
  readonly buttons: readonly ButtonRow[];
}

const memory = new PressMemory();
const locked: ButtonPlace = { kind: 'locked' };

/** A bot's buttons. A press is the bot's message's own word: the page says which place was pressed, nothing more. */
export function Keyboard({ rowKey, buttons }: KeyboardProps): JSX.Element {
  const { wording, ask, fillComposer } = usePageServices();
  const [, redraw] = useState(0);
  const presses = memory.of(rowKey, buttons);

  const press = (button: Button, index: number): void => {
    if (button.isDisabled || button.isLocked === true || presses.isBlocked(index)) return;
    if (button.action === 'put') return fillComposer(button.value ?? '');
    const tell = (place: ButtonPlace | undefined): void => {
      presses.set(index, place);
      redraw((count) => count + 1);
    };
    tell({ kind: 'busy' });
    ask('press', { key: rowKey, part: 'keyboard', index }).then(
      (outcome) => {
        if (outcome.kind === 'failed') return tell({ kind: 'failed', reason: outcome.reason });
        if (outcome.kind === 'copied') return tell({ kind: 'copied' });
        tell(outcome.kind === 'done' && button.locksOnPress ? { kind: 'locked' } : undefined);
      },
      (error: unknown) => tell({ kind: 'failed', reason: sentenceOf(error) || wording.unanswered }),
    );
  };

  const failure = presses.failure();
  return (
    <div class="keyboard" role="group" aria-label={wording.botButtons}>
      {rowsOf(buttons).map((row, place) => (
        <div key={place} class="keyboard-row">
          {row.map(({ button, index }) => (
            <KeyButton
              key={index}
              button={button}
              place={button.isLocked === true ? locked : presses.at(index)}
              onPress={() => press(button, index)}
              onLeave={() => {
                if (presses.at(index)?.kind !== 'copied') return;
                presses.set(index, undefined);
                redraw((count) => count + 1);
              }}
            />
          ))}
        </div>
      ))}
      {failure !== undefined && (
        <p class="keyboard-failure" role="alert" dir="auto">
          <RareIcon name="warning" />
          {failure}
        </p>
      )}
    </div>
  );
}

interface KeyProps {
  readonly button: Button;
  readonly place: ButtonPlace | undefined;
  readonly onPress: () => void;
  readonly onLeave: () => void;
}

/** Stays reachable while it waits, so that the focus is not lost. */
function KeyButton({ button, place, onPress, onLeave }: KeyProps): JSX.Element {
  const { wording } = usePageServices();
  const isBlocked = button.isDisabled || place?.kind === 'busy' || place?.kind === 'locked';
  const icon = iconOf(button, place);
  return (
    <button
      type="button"
      class="key"
      data-display={button.display}
      data-tone={button.colorToken}
      data-state={place?.kind}
      data-colored={safeColor(button.backgroundColor) === undefined ? undefined : 'true'}
      aria-disabled={isBlocked}
      aria-busy={place?.kind === 'busy'}
      title={hintOf(button, place, wording)}
      style={styleOf(button)}
      onClick={onPress}
      onBlur={onLeave}
      onMouseLeave={onLeave}
    >
      {place?.kind === 'busy' ? (
        <span class="spinner" aria-hidden="true" />
      ) : (
        icon && <RareIcon name={icon} />
      )}
      <span class="key-label" dir="auto">
        {place?.kind === 'copied' ? wording.copied : button.label}
      </span>
    </button>
  );
}

function hintOf(button: Button, place: ButtonPlace | undefined, wording: ThreadWording): string | undefined {
  if (place?.kind === 'locked') return wording.buttonLocked;
  const value = button.value ?? '';
  switch (button.action) {
    case 'link': {
      const { host } = button;
      if (host === undefined) return wording.onPortal;
      const opens = fillIn(wording.opensHost, host.written);
      return host.spelled === undefined ? opens : `${opens}\n${fillIn(wording.spelledHost, host.spelled)}`;
    }
    case 'put':
      return fillIn(wording.putsText, value);
    case 'send':
      return fillIn(wording.sendsText, value);
    case 'copy':
      return fillIn(wording.copiesText, value);
    case 'call':
      return fillIn(wording.callsNumber, value);
    case 'dialog':
    case 'command':
    case 'none':
      return undefined;
    default:
      return assertNever(button.action);
  }
}

function iconOf(button: Button, place: ButtonPlace | undefined): RareIconName | undefined {
  if (place?.kind === 'copied') return 'check';
  if (place?.kind === 'locked') return 'clock';
  switch (button.action) {
    case 'link':
      return 'external';
    case 'copy':
      return 'copy';
    case 'call':
      return 'phone';
    case 'dialog':
      return 'chat';
    case 'send':
      return 'send';
    case 'put':
    case 'command':
    case 'none':
      return undefined;
    default:
      return assertNever(button.action);
  }
}

function styleOf(button: Button): Readonly<Record<string, string>> {
  const background = safeColor(button.backgroundColor);
  const text = safeColor(button.textColor);
  const width = button.width === undefined ? {} : { '--width': `${Math.min(button.width, maxWidthPx)}px` };
  if (background === undefined) return width;
  const reads = text !== undefined && contrastOf(text, background) >= leastContrast;
  return { ...width, '--key-color': background, '--key-ink': reads ? text : inkOn(background) };
}

const maxWidthPx = 1_000;

function rowsOf(
  buttons: readonly ButtonRow[],
): readonly { readonly button: Button; readonly index: number }[][] {
  const rows: { readonly button: Button; readonly index: number }[][] = [[]];
  buttons.forEach((button, index) => {
    if (button.kind === 'newline') rows.push([]);
    else rows.at(-1)?.push({ button, index });
  });
  return rows.filter((row) => row.length > 0);
}
