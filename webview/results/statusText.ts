import { allFields } from '../../src/data/schema';
import type { CellRange } from '../../src/protocol/cellRange';
import type { ResultStatus } from '../../src/protocol/messages';

/** How many rows there are as far as is known: exact when all are here, a lower bound otherwise. */
export function countText(status: Counted): string {
  const { state, droppedRows = 0 } = status;
  const rowCount = status.rowCount - droppedRows;
  if (status.isEarlier === true) return `${rowsText(rowCount)}, read before`;
  if (state === 'waiting') return 'Not read yet';
  if (state === 'following' || state === 'held') {
    const count = rowCount === 0 ? 'No records yet' : rowsText(rowCount);
    return droppedRows === 0 ? count : `${count}, ${number(droppedRows)} older ones dropped`;
  }
  if (state === 'complete') return rowCount === 0 ? 'No rows' : rowsText(rowCount);
  if (rowCount === 0) return state === 'reading' ? 'Reading…' : 'No rows read';
  return `≥ ${rowsText(rowCount)}`;
}

type Counted = Pick<ResultStatus, 'state' | 'rowCount'> &
  Partial<Pick<ResultStatus, 'droppedRows' | 'waitsFor' | 'isEarlier'>>;

/** In the place of the rows where there are none; empty where some are there or may be coming. */
export function noRowsText({ state, rowCount }: Pick<ResultStatus, 'state' | 'rowCount'>): string {
  if (rowCount > 0) return '';
  if (state === 'following') return 'Waiting for records';
  return state === 'complete' ? 'No rows' : '';
}

/** Why there are no more rows; empty while they come and when all are here. */
export function stateText({ state, rowCount, waitsFor, isEarlier }: Counted): string {
  if (isEarlier === true) return againTexts[state] ?? '';
  switch (state) {
    case 'following':
      return waitsFor ?? 'Following';
    case 'held':
      return 'Paused: new records wait until you resume';
    case 'paused':
      return `Paused at ${rowsText(rowCount)}`;
    case 'stopped':
      return `Stopped at ${rowsText(rowCount)}`;
    case 'failed':
      return `Failed after ${rowsText(rowCount)}`;
    case 'waiting':
    case 'reading':
    case 'complete':
      return '';
  }
}

/** Of a run that has no rows yet, or got none, while those of the run before are shown. */
const againTexts: Partial<Record<ResultStatus['state'], string>> = {
  reading: 'Reading again…',
  stopped: 'Stopped before a new row came',
  failed: 'Could not be read again',
};

/** For those who hear the panel: said once whenever the state changes. */
export function announcement(status: ResultStatus): string {
  if (status.state === 'following' || status.state === 'held') return stateText(status);
  if (status.isEarlier === true) return `${stateText(status)}: ${countText(status)}`;
  if (status.state === 'reading') return status.rowCount === 0 ? 'Reading' : 'Reading more rows';
  return (
    stateText(status) || [countText(status), columnsText(status)].filter((text) => text !== '').join(', ')
  );
}

/** Empty while no column is known. */
export function columnsText({ schema }: Pick<ResultStatus, 'schema'>): string {
  const { length } = allFields(schema);
  return length === 0 ? '' : counted(length, 'column');
}

/** From `7 ms` over `1.24 s` to `2 min 05 s`. */
export function elapsedText(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_995) return `${(ms / 1000).toFixed(2)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** What is selected, by rows and columns; empty for a single cell. */
export function selectionText(ranges: readonly CellRange[]): string {
  const [only] = ranges;
  if (!only) return '';
  if (ranges.length > 1) return `${ranges.length} ranges selected`;
  const size = sizeText(only.endRow - only.startRow, only.endColumn - only.startColumn);
  return size === '1 × 1' ? '' : `${size} selected`;
}

/** Rows by columns. */
export function sizeText(rows: number, columns: number): string {
  return `${number(rows)} × ${number(columns)}`;
}

export function rowsText(rows: number): string {
  return counted(rows, 'row');
}

function counted(count: number, what: string): string {
  return `${number(count)} ${what}${count === 1 ? '' : 's'}`;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
