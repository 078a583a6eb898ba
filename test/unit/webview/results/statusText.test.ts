import { describe, expect, it } from 'vitest';
import type { ReadState } from '../../../../src/protocol/messages';
import { countText, elapsedText, selectionText, stateText } from '../../../../webview/results/statusText';

describe('the status in words', () => {
  it.each<[ReadState, number, string, string]>([
    ['waiting', 0, 'Not read yet', ''],
    ['reading', 0, 'Reading…', ''],
    ['reading', 12_288, '≥ 12,288 rows', ''],
    ['complete', 0, 'No rows', ''],
    ['complete', 1, '1 row', ''],
    ['complete', 1234, '1,234 rows', ''],
    ['paused', 1_000_000, '≥ 1,000,000 rows', 'Paused at 1,000,000 rows'],
    ['stopped', 0, 'No rows read', 'Stopped at 0 rows'],
    ['stopped', 1, '≥ 1 row', 'Stopped at 1 row'],
    ['failed', 40, '≥ 40 rows', 'Failed after 40 rows'],
  ])('%s with %i rows', (state, rowCount, count, text) => {
    expect(countText({ state, rowCount })).toBe(count);
    expect(stateText({ state, rowCount })).toBe(text);
  });

  it.each([
    [0, '0 ms'],
    [999.4, '999 ms'],
    [999.6, '1.00 s'],
    [1240, '1.24 s'],
    [59_990, '59.99 s'],
    [59_996, '1 min 00 s'],
    [125_000, '2 min 05 s'],
  ])('%d milliseconds as %s', (ms, text) => {
    expect(elapsedText(ms)).toBe(text);
  });

  it('of the selection', () => {
    const cell = { startRow: 0, endRow: 1, startColumn: 0, endColumn: 1 };
    expect(selectionText([])).toBe('');
    expect(selectionText([cell])).toBe('');
    expect(selectionText([{ ...cell, endRow: 2500, endColumn: 3 }])).toBe('2,500 × 3 selected');
    expect(selectionText([cell, { ...cell, startRow: 5, endRow: 6 }])).toBe('2 ranges selected');
  });
});
