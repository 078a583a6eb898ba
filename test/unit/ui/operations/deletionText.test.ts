import { describe, expect, it } from 'vitest';
import { StringColumn } from '../../../../src/data/column';
import { frameOf } from '../../../../src/data/frame';
import type { Deletion } from '../../../../src/frames/operations';
import { unseenDeletion, type DeletionPreview } from '../../../../src/ui/operations/deletePreview';
import { confirmationOf, countText } from '../../../../src/ui/operations/deletionText';

const none: Deletion = { backend: 'nosql', table: 'bigdata/people' };

function seen(parts: Partial<DeletionPreview> = {}): DeletionPreview {
  return { ...unseenDeletion(none, { code: 'unknown', detail: '' }), warning: '', isExact: true, ...parts };
}

describe('how much goes', () => {
  it.each([
    [{ count: 0n }, 'no rows'],
    [{ count: 1n }, '1 row'],
    [{ count: 100_000n, isExact: false }, 'at least 100,000 rows'],
    [{ count: 0n, isExact: false }, 'an unknown number of rows'],
    [{ count: 2n, deletion: { backend: 'tsdb', table: 't' } as const }, '2 samples'],
    [{ count: 2n, deletion: { backend: 'stream', table: 't' } as const }, '2 records'],
  ])('%# reads well', (parts, text) => {
    expect(countText(seen(parts))).toBe(text);
  });
});

describe('the question before a deletion', () => {
  it('names a table that goes as a whole, and shows some of its rows', () => {
    const names = Array.from({ length: 9 }, (_, i) => (i === 1 ? 'x'.repeat(200) : `n${i}`));
    const sample = [frameOf({ indices: [new StringColumn('name', names)] })];
    const { message, detail, phrase } = confirmationOf([seen({ count: 9n, sample })], {
      where: 'Local',
      act: 'delete',
    });
    expect(message).toBe('Delete the table bigdata/people on Local?');
    expect(phrase).toBe('bigdata/people');
    expect(detail).toContain('9 rows, and the table itself.');
    const lines = detail.split('\n').filter((line) => line.startsWith('•'));
    expect(lines).toHaveLength(5);
    expect(lines[0]).toBe('• name n0');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(100);
    expect(detail).toMatch(/This cannot be undone\.$/);
  });

  it('counts what a filter picks, and tells which partitions go', () => {
    const deletion: Deletion = { backend: 'tsdb', table: 'bigdata/w', start: '0', end: '1' };
    const partitions = Array.from({ length: 6 }, (_, i) => ({
      start: BigInt(i) * 86_400_000n,
      end: BigInt(i + 1) * 86_400_000n - 1n,
    }));
    const { message, detail } = confirmationOf([seen({ deletion, count: 12n, partitions })], {
      where: 'Prod',
      act: 'delete',
    });
    expect(message).toBe('Delete 12 samples of bigdata/w on Prod?');
    expect(detail).toContain('6 partitions go whole:\n• 1970-01-01T00:00:00Z to 1970-01-02T00:00:00Z\n');
    expect(detail).toContain('• and 2 more');
  });

  it('lists everything that goes together', () => {
    const previews = Array.from({ length: 14 }, (_, i) =>
      seen({ count: BigInt(i), deletion: { backend: 'nosql', table: `bigdata/t${i}` } }),
    );
    const { message, detail, phrase } = confirmationOf(previews, { where: 'Prod', act: 'delete' });
    expect([message, phrase]).toEqual(['Delete 14 collections on Prod?', 'delete 14 collections']);
    expect(detail).toContain('• nosql bigdata/t3: 3 rows');
    expect(detail).toContain('• and 2 more');
  });

  it('tells first what may not be expected', () => {
    const { detail } = confirmationOf(
      [unseenDeletion(none, { code: 'unknown', detail: 'The service is gone.' })],
      { where: 'Local', act: 'delete' },
    );
    expect(detail).toMatch(/^What is in it could not be looked at: The service is gone\./);
  });

  it.each([
    [{ count: 1n }, '1 row goes before'],
    [{ count: 100_000n, isExact: false }, 'At least 100,000 rows go before'],
  ])('%# says what goes before others are written', (parts, text) => {
    const { message, detail, phrase } = confirmationOf([seen(parts)], { where: 'Prod', act: 'replace' });
    expect([message, phrase]).toEqual(['Replace the table bigdata/people on Prod?', 'bigdata/people']);
    expect(detail).toContain(`${text} the new ones are written.`);
    expect(detail).toMatch(/This cannot be undone\.$/);
  });
});
