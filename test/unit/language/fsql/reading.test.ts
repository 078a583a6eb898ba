import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../../src/language/fsql/document';
import { hoverAt } from '../../../../src/language/fsql/hover';
import { foldsOf, outlineOf } from '../../../../src/language/fsql/outline';
import { signatureAt } from '../../../../src/language/fsql/signature';
import { known, nowMs } from './fixtures';

/** A text whose `|` is the place that is meant. */
function marked(text: string): [text: string, offset: number] {
  const offset = text.indexOf('|');
  return [text.slice(0, offset) + text.slice(offset + 1), offset];
}

describe('signatureAt', () => {
  it.each<readonly [text: string, label: string | undefined, parameter: string | undefined]>([
    ['select avg(|', 'avg(metric)', 'metric'],
    ["select max(prev_val(cpu, '|", "prev_val(metric, 'tolerance')", "'tolerance'"],
    ['select max(prev_val(cpu, 1)|) from t', 'max(metric)', 'metric'],
    ['select sum_all(| ) from t', 'sum_all(metric)', 'metric'],
    ['select sum_all(cpu)| from t', undefined, undefined],
    ["select a from t where starts(host, '|')", 'starts(text, prefix)', 'prefix'],
    ["select a from t where host in ('|')", undefined, undefined],
    ['select * from nosql.t where exists(|', 'exists(attribute)', 'attribute'],
    ['select nosuch(|', undefined, undefined],
    ['-- avg(|', undefined, undefined],
  ])('%s', (text, label, parameter) => {
    const [plain, offset] = marked(text);
    const signature = signatureAt(readDocument(plain), offset);
    expect(signature?.label).toBe(label);
    const active = signature?.parameters[signature.active];
    expect(active && signature.label.slice(active.start, active.end)).toBe(parameter);
    if (signature) expect(signature.summary).not.toBe('');
  });
});

describe('hoverAt', () => {
  it.each<readonly [text: string, kind: string | undefined, word: string | undefined, said: string]>([
    ["select a|vg(cpu) from 'metrics/cpu'", 'function', 'avg', 'Mean of the samples'],
    ["select avg(c|pu) from 'metrics/cpu'", 'column', 'cpu', 'metric, float'],
    ["select cpu from 'metrics/cpu' where ho|st = 'a'", 'column', 'host', "Seen: a, b'c"],
    ["select cpu from 'metrics/c|pu'", 'table', "'metrics/cpu'", '`cpu`, `mem`'],
    ["select cpu from 'nosuch|'", 'table', "'nosuch'", 'does not exist'],
    ['select * from nosql.us|ers where age > 5', 'table', 'nosql.users', 'filter: `age > 5`'],
    ['select * from stream.cl|icks', 'table', 'stream.clicks', 'seek: earliest; shards: all'],
    ['sel|ect age from nosql.users', 'statement', 'select', 'columns: `age`'],
    ['-- @sta|rt now-1d\nselect 1', 'pragma', '@start', '`now-1d` is 2024-02-28 12:00:00 UTC now'],
    ['-- @step 5|m\nselect 1', 'pragma', '5m', '5 minutes'],
    [
      '-- @param h type=text default=a The host\n\nselect a from t where h = ${|h}',
      'parameter',
      '${h}',
      'The host',
    ],
    ["select a from t where starts(|host, 'a')", undefined, undefined, ''],
    ['select| a', undefined, undefined, ''],
    ['-- not|hing', undefined, undefined, ''],
  ])('%s', (text, kind, word, said) => {
    const [plain, offset] = marked(text);
    const hover = hoverAt(readDocument(plain), offset, known, nowMs);
    expect(hover?.subject.kind).toBe(kind);
    expect(hover && plain.slice(hover.start, hover.end)).toBe(word);
    expect(hover?.paragraphs.join('\n') ?? '').toContain(said);
  });
});

describe('the outline', () => {
  const text =
    "-- @start now-1d\n-- @step 1h\n\n-- @name CPU\nselect avg(cpu)\nfrom 't';\n\nselect max(mem) as top, cpu from csv.x;\nselect\n";
  const document = readDocument(text);

  it('names statements', () => {
    expect(outlineOf(document).map(({ name, detail, backend }) => [name, detail, backend])).toEqual([
      ['CPU', 't', 'tsdb'],
      ['top, cpu', 'x', 'csv'],
      ['query', '', 'tsdb'],
    ]);
    for (const { start, end, selection } of outlineOf(document)) {
      expect(start <= selection.start && selection.end <= end).toBe(true);
    }
  });

  it('folds comments and statements', () => {
    expect(foldsOf(document).map(({ kind, start, end }) => [kind, text.slice(start, end)])).toEqual([
      ['comment', '-- @start now-1d\n-- @step 1h'],
      ['statement', "select avg(cpu)\nfrom 't';"],
    ]);
  });
});
