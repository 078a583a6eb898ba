import type { Field } from '../../src/data/schema';

export const MIN_WIDTH = 48;
/** For a width found by measuring; by hand a column may become as wide as one likes. */
const MAX_FITTED_WIDTH = 420;
const MAX_WIDTH = 4000;
/** Padding of a cell on both sides, and its border. */
const CELL_SPACE = 17;
/** The handle at the right of a header, and the key of an index column. */
const HANDLE_SPACE = 8;
const KEY_SPACE = 18;
/** Of the texts of a column only the longest can be the widest; letters differ in width, so some are measured. */
const MEASURED = 4;

/** Text to pixels. */
export type Measure = (text: string, part: 'cell' | 'header' | 'dtype') => number;

export interface ColumnLook {
  readonly field: Field;
  readonly isIndex: boolean;
  /** Texts of some first rows; none when they are not there yet. */
  readonly texts: readonly string[];
}

/** The width that shows a header and its first rows whole, within reason. */
export function fittedWidth({ field, isIndex, texts }: ColumnLook, measure: Measure): number {
  const header =
    Math.max(measure(field.name, 'header') + (isIndex ? KEY_SPACE : 0), measure(field.dtype, 'dtype')) +
    CELL_SPACE +
    HANDLE_SPACE;
  const longest = [...texts].sort((a, b) => b.length - a.length).slice(0, MEASURED);
  const cells = Math.max(0, ...longest.map((text) => measure(text, 'cell'))) + CELL_SPACE;
  return Math.ceil(Math.min(MAX_FITTED_WIDTH, Math.max(MIN_WIDTH, header, cells)));
}

/** A width that the user asked for, within what can be handled. */
export function draggedWidth(width: number): number {
  return Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width)));
}
