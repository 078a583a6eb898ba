import { valueText } from '../../src/data/valueText';
import type { PageCell } from '../../src/protocol/page';

/** How a cell looks besides its text; each is a class of grid.css. */
export type CellLook = 'number' | 'text' | 'time' | 'boolean' | 'null' | 'empty';

export interface CellDisplay {
  readonly text: string;
  readonly look: CellLook;
}

/** Drawn after a text that goes on. */
const MORE = '…';

/**
 * A cell as it is drawn, on one line: line breaks become ⏎, tabs ⇥ and other control characters their pictures, so that
 * nothing is invisible, and marks of direction turn nothing round. Nulls and empty strings are told by their look, not by their text alone.
 */
export function cellDisplay({ value, dtype, isCut }: PageCell): CellDisplay {
  if (value === null) return { text: 'null', look: 'null' };
  if (value === '') return { text: '""', look: 'empty' };
  if (typeof value === 'string') return { text: oneLine(value) + (isCut ? MORE : ''), look: 'text' };
  const text = valueText(value, dtype);
  if (typeof value === 'boolean') return { text, look: 'boolean' };
  return { text, look: dtype === 'time' ? 'time' : 'number' };
}

/** For readers who hear the cell: what the look tells to the eye. */
export function cellLabel({ text, look }: CellDisplay): string | undefined {
  if (look === 'null') return 'null value';
  return look === 'empty' ? 'empty string' : text === 'null' ? 'text null' : undefined;
}

function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replace(/\r\n|[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, (found) => {
    if (found === '\r\n' || found === '\n' || found === '\r') return '⏎';
    if (found === '\t') return '⇥';
    if (found >= '\u202a') return '␦';
    return found === '\u007f' ? '␡' : String.fromCharCode(0x2400 + found.charCodeAt(0));
  });
}
