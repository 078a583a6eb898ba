import { expect } from 'vitest';
import { frameOf, type Frame } from '../../../src/data/frame';
import type { TsdbQuery } from '../../../src/frames';
import type { ContractCase, Subject } from './contractCase';
import { floats, readAll, rowsOf, strings, times } from './table';
import { acrossSeries, overTime, windows } from './tsdbAggregates';
import { downSampled, ingested, raw } from './tsdbRaw';
import { at, type Asked, type Series } from './tsdbSeries';
import { sql } from './tsdbSql';

/** Queries of time series (spec/peer-tests.md §8). */
export const tsdbQueryCases: readonly ContractCase[] = [
  ...raw,
  ...downSampled,
  ...overTime,
  ...windows,
  ...acrossSeries,
  ...sql,
  ...ingested,
].map(({ name, series: data, query, expected }) => ({
  name,
  async run({ client, table }: Subject) {
    await client.create({
      backend: 'tsdb',
      table,
      rate: '1/s',
      aggregates: ['*'],
      aggregationGranularity: '1h',
    });
    await client.write({ backend: 'tsdb', table }, data.map(frameOfSeries));
    const reading = readAll(client, queryOf(table, query));
    if (expected === 'fails') {
      await expect(reading).rejects.toMatchObject({ operation: 'read' });
      return;
    }
    const found = (await reading).map(answerOf).toSorted(byLabels);
    expect(found).toEqual(
      expected
        .map(({ labels = {}, columns, rows }) => ({
          labels,
          columns,
          rows: rows.map(([time, ...cells]) => [new Date(at(time)).toISOString(), ...cells]),
        }))
        .toSorted(byLabels),
    );
  },
}));

function frameOfSeries({ metric, labels = {}, samples }: Series): Frame {
  const values = samples.map(([, value]) => value);
  return frameOf({
    indices: [
      times(
        'time',
        samples.map(([time]) => BigInt(at(time)) * 1_000_000n),
      ),
    ],
    columns: [
      values.every((value) => typeof value === 'number')
        ? floats(metric, values)
        : strings(metric, values.map(String)),
    ],
    labels: new Map(Object.entries(labels).map(([name, value]) => [name, { dtype: 'string', value }])),
  });
}

function queryOf(table: string, asked: Asked): TsdbQuery {
  const { from = '-30d', to = '30d', step, window, sql: text, ...fields } = asked;
  const when = { start: String(at(from)), end: String(at(to)), step, aggregationWindow: window };
  if (text !== undefined) return { backend: 'tsdb', sql: text.replace('$table', `'${table}'`), ...when };
  const { columns, filter, groupBy, aggregators } = fields;
  return { backend: 'tsdb', table, ...when, columns, filter, groupBy, aggregators };
}

/** NaN says that there is no value, as null does. */
function answerOf(frame: Frame) {
  const labels = Object.fromEntries([...frame.labels].map(([name, { value }]) => [name, value]));
  const names = frame.columns.map(({ name }) => name).filter((name) => !(name in labels));
  return {
    labels,
    columns: names,
    rows: rowsOf(frame).map(([time, ...cells]) => [
      new Date(Number((time as bigint) / 1_000_000n)).toISOString(),
      ...cells.slice(0, names.length).map((cell) => (Number.isNaN(cell) ? null : cell)),
    ]),
  };
}

function byLabels(a: { readonly labels: object }, b: { readonly labels: object }): number {
  return JSON.stringify(a.labels) < JSON.stringify(b.labels) ? -1 : 1;
}
