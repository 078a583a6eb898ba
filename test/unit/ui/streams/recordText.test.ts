import { describe, expect, it } from 'vitest';
import {
  clientInfoProblem,
  dataHint,
  dataProblem,
  emptyRecord,
  partitionKeyProblem,
  putOf,
} from '../../../../src/ui/streams/recordText';
import { partText, sequenceProblem, startAtTime, timeProblem } from '../../../../src/ui/streams/streamStart';

describe('a record that is typed', () => {
  it.each([
    ['{"a": 1, "b": null}', 'JSON: 2 columns.', false],
    ['{"a": 1}', 'JSON: 1 column.', false],
    ['{"a": 1,', 'No JSON', true],
    ['[1, 2', 'No JSON', true],
    ['[1, 2]', 'Text', false],
    ['42', 'Text', false],
    ['hello', 'Text', false],
  ])('%s is told as what it will be read as', (text, hint, isDoubtful) => {
    expect(dataHint(text).text).toContain(hint);
    expect(dataHint(text).isDoubtful).toBe(isDoubtful);
    expect(dataProblem(text)).toBeUndefined();
  });

  it('is held to the limits of the platform, in bytes', () => {
    expect(dataProblem('')).toMatch(/Enter JSON/);
    expect(dataProblem('x'.repeat((1 << 20) + 1))).toMatch(/too many/);
    expect(clientInfoProblem('x'.repeat(16))).toBeUndefined();
    expect(clientInfoProblem('ü'.repeat(9))).toMatch(/18 bytes/);
    expect(partitionKeyProblem('x'.repeat(257))).toMatch(/257 bytes/);
  });

  it('sends nothing that was left empty', () => {
    expect(putOf('bigdata/s', { ...emptyRecord, data: 'x' }).args).toEqual({ data: 'x' });
    const whole = putOf('bigdata/s', { data: 'x', clientInfo: 'me', partitionKey: 'k' });
    expect(whole).toMatchObject({
      command: 'put',
      args: { data: 'x', client_info: 'me', partition_key: 'k' },
    });
  });
});

describe('where a stream is opened', () => {
  it.each(['now', 'now-1h', '0', '2026-01-31T12:00:00Z'])('takes %s for a time', (text) => {
    expect(timeProblem(text)).toBeUndefined();
  });
  it.each(['', 'yesterday', 'now/1h', '2026-01-31'])('does not take %j for a time', (text) => {
    expect(timeProblem(text)).toMatch(/\.$/);
  });
  it.each(['1', '9223372036854775807', ' 7 '])('takes %j for a sequence', (text) => {
    expect(sequenceProblem(text)).toBeUndefined();
  });
  it.each(['', '0', '-1', '1.5', '9223372036854775808', '99999999999999999999'])(
    'does not take %j for a sequence',
    (text) => {
      expect(sequenceProblem(text)).toMatch(/\.$/);
    },
  );

  it('stays at one time, however often it is read from', () => {
    expect(startAtTime('now-1h', 7_200_000n)).toEqual({ seek: 'time', start: '3600000' });
  });

  it.each([
    [{ start: { seek: 'earliest' } as const, shardCount: 3 }, 'all 3 shards · from the earliest'],
    [{ start: { seek: 'latest' } as const, shard: 1, shardCount: 3 }, 'shard 1 · new records only'],
    [{ start: { seek: 'sequence', sequence: 7n } as const, shardCount: 1 }, '1 shard · from sequence 7'],
    [{ start: { seek: 'time', start: '0' } as const }, 'all shards · since 1970-01-01T00:00:00Z'],
    [
      { start: { seek: 'time', start: '9223372036854775807' } as const },
      'all shards · since 9223372036854775807 ms',
    ],
    [{ start: { seek: 'newest', records: 1000 } as const }, 'all shards · newest 1,000 and new ones'],
  ])('is told behind its name: %#', (view, text) => {
    expect(partText(view)).toBe(text);
  });
});
