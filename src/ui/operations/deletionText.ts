import { allColumns, type Frame } from '../../data/frame';
import { formatTime } from '../../data/time';
import { valueText } from '../../data/valueText';
import type { Backend } from '../../frames/collection';
import { isWholeTable, type DeletionPreview } from './deletePreview';

/** What makes rows go: they are deleted, or others that are written take the place of the whole table. */
export type LossAct = 'delete' | 'replace';

/** Of a modal dialog: what it asks, and the lines below. */
export interface Confirmation {
  readonly message: string;
  readonly detail: string;
  /** What has to be typed where the data is not on this machine. */
  readonly phrase: string;
}

/** Lines of a dialog: more would leave the screen. */
const SHOWN_ROWS = 5;
const SHOWN_PARTITIONS = 4;
const SHOWN_COLLECTIONS = 12;
/** Characters of a line. */
const LINE = 90;

const units: Readonly<Record<Backend, string>> = {
  nosql: 'row',
  csv: 'row',
  tsdb: 'sample',
  stream: 'record',
};
const nouns: Readonly<Record<Backend, string>> = {
  nosql: 'table',
  csv: 'csv table',
  tsdb: 'time series table',
  stream: 'stream',
};

/**
 * The question before something is lost; one for all that is deleted together.
 * @param where the name of the connection
 */
export function confirmationOf(
  previews: readonly DeletionPreview[],
  { where, act }: { readonly where: string; readonly act: LossAct },
): Confirmation {
  const [only] = previews;
  if (only !== undefined && previews.length === 1) return confirmationOfOne(only, { where, act });
  const lines = previews.slice(0, SHOWN_COLLECTIONS).map((preview) => {
    const { backend, table } = preview.deletion;
    return `• ${backend} ${table}: ${countText(preview)}`;
  });
  const rest = previews.length - lines.length;
  const collections = `${previews.length} collections`;
  return {
    message: `Delete ${collections} on ${where}?`,
    detail: [...lines, ...(rest > 0 ? [`• and ${rest} more`] : []), '', noUndo].join('\n'),
    phrase: `delete ${collections}`,
  };
}

const noUndo = 'This cannot be undone.';

function confirmationOfOne(
  preview: DeletionPreview,
  { where, act }: { readonly where: string; readonly act: LossAct },
): Confirmation {
  const { deletion, partitions, warning } = preview;
  const { backend, table } = deletion;
  const count = countText(preview);
  const isWhole = isWholeTable(deletion);
  const blocks = [
    ...(warning === undefined ? [] : [[warning]]),
    isWhole ? [wholeText(preview, act)] : [],
    partitions === undefined || isWhole ? [] : partitionLines(partitions),
    sampleLines(preview),
    [noUndo],
  ];
  return {
    message: isWhole
      ? `${act === 'delete' ? 'Delete' : 'Replace'} the ${nouns[backend]} ${table} on ${where}?`
      : `Delete ${count} of ${table} on ${where}?`,
    detail: blocks
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n'),
    phrase: table,
  };
}

function wholeText(preview: DeletionPreview, act: LossAct): string {
  const count = upperFirst(countText(preview));
  if (act === 'delete') return `${count}, and the ${nouns[preview.deletion.backend]} itself.`;
  const verb = preview.isExact && preview.count === 1n ? 'goes' : 'go';
  return `${count} ${verb} before the new ones are written.`;
}

/** `no rows`, `1 sample`, `at least 100,000 records`. */
export function countText({ count, isExact, deletion: { backend } }: DeletionPreview): string {
  const unit = units[backend];
  if (count === 0n) return isExact ? `no ${unit}s` : `an unknown number of ${unit}s`;
  const number = `${count.toLocaleString('en-US')} ${unit}${count === 1n ? '' : 's'}`;
  return isExact ? number : `at least ${number}`;
}

function partitionLines(partitions: NonNullable<DeletionPreview['partitions']>): string[] {
  if (partitions.length === 0) return ['No partition goes whole.'];
  const shown = partitions.slice(0, SHOWN_PARTITIONS).map(({ start, end }) => `• ${span(start, end)}`);
  const rest = partitions.length - shown.length;
  const what = partitions.length === 1 ? '1 partition goes' : `${partitions.length} partitions go`;
  return [`${what} whole:`, ...shown, ...(rest > 0 ? [`• and ${rest} more`] : [])];
}

function span(start: bigint, end: bigint): string {
  return `${formatTime(start * 1_000_000n)} to ${formatTime((end + 1n) * 1_000_000n)}`;
}

function sampleLines({ sample }: DeletionPreview): string[] {
  const lines = sample.flatMap((frame) =>
    Array.from({ length: Math.min(frame.length, SHOWN_ROWS) }, (_, row) => rowLine(frame, row)),
  );
  return lines.length === 0 ? [] : ['Among them:', ...lines.slice(0, SHOWN_ROWS)];
}

function rowLine(frame: Frame, row: number): string {
  const cells = allColumns(frame).map((column) => {
    const value = column.at(row);
    const text = value === null ? 'null' : value === '' ? '""' : valueText(value, column.dtype);
    return column.name === '' ? text : `${column.name} ${text}`;
  });
  const line = cells.join(' · ').replace(/\s+/g, ' ');
  return `• ${line.length > LINE ? `${line.slice(0, LINE)}…` : line}`;
}

function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
