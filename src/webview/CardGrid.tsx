import type { JSX } from 'preact';
import type { CardCell } from '../model/attachCard.ts';
import { safeColor } from './authorLook.ts';
import { usePageServices } from './pageServices.ts';
import { plainText } from './plainText.ts';
import { RichTextView } from './RichTextView.tsx';
import { TargetView } from './TargetView.tsx';

/** Cells of one kind that follow each other are laid out together. */
export function CardGrid({ cells }: { readonly cells: readonly CardCell[] }): JSX.Element {
  return (
    <>
      {runsOf(cells).map((run, index) => (
        <dl key={index} class="grid-cells" data-display={run[0]?.display}>
          {run.map((cell, place) => (
            <Cell key={place} cell={cell} />
          ))}
        </dl>
      ))}
    </>
  );
}

function Cell({ cell }: { readonly cell: CardCell }): JSX.Element {
  const { colors } = usePageServices();
  const { name, value, color, colorToken, size, target } = cell;
  const safe = safeColor(color);
  return (
    <div
      class="grid-cell"
      style={{
        ...(size.width !== undefined && { '--width': `${Math.min(size.width, maxPx)}px` }),
        ...(size.height !== undefined && { '--height': `${Math.min(size.height, maxPx)}px` }),
      }}
    >
      {name !== undefined && (
        <dt class="grid-name" dir="auto">
          {value === undefined ? <TargetView target={target}>{name}</TargetView> : name}
        </dt>
      )}
      {value !== undefined && (
        <dd
          class="grid-value"
          data-tone={safe === undefined && colorToken !== 'base' ? colorToken : undefined}
          data-colored={safe === undefined ? undefined : 'true'}
          style={safe && { '--color': colors.readable(safe) }}
        >
          {target === undefined ? <RichTextView text={value} /> : <TargetedValue cell={cell} />}
        </dd>
      )}
    </div>
  );
}

/** A cell that leads somewhere is pressed by its words; what is pressable within them would be one button in another. */
function TargetedValue({ cell }: { readonly cell: CardCell }): JSX.Element {
  return <TargetView target={cell.target}>{plainText(cell.value ?? [], maxTargetLength)}</TargetView>;
}

const maxPx = 600;
const maxTargetLength = 300;

function runsOf(cells: readonly CardCell[]): readonly (readonly CardCell[])[] {
  const runs: CardCell[][] = [];
  for (const cell of cells) {
    const last = runs.at(-1);
    if (last !== undefined && last[0]?.display === cell.display) last.push(cell);
    else runs.push([cell]);
  }
  return runs;
}
