import { describe, expect, it } from 'vitest';
import { Bitmap } from '../../../../src/data/bitmap';
import { FloatColumn, Int64Column, StringColumn } from '../../../../src/data/column';
import type { Scalar } from '../../../../src/data/dtype';
import { frameOf, type Frame } from '../../../../src/data/frame';
import { answerQuery, answerSearch } from '../../../../src/service/grafana/answer';
import { parseQuery, parseSearch, type Target } from '../../../../src/service/grafana/target';
import { jsonOf } from '../../../../src/wire/json/text';

const second = 1_000_000_000n;
const times = (...seconds: bigint[]) =>
  new Int64Column(
    'time',
    'time',
    BigInt64Array.from(seconds, (value) => value * second),
  );

function samples(os: string, seconds: bigint[], cpu: number[], mem: number[]): Frame {
  const labels = new Map<string, Scalar>([['os', { dtype: 'string', value: os }]]);
  return frameOf({
    indices: [times(...seconds)],
    columns: [
      new FloatColumn('cpu', Float64Array.from(cpu)),
      new FloatColumn('mem', Float64Array.from(mem)),
      new StringColumn(
        'os',
        cpu.map(() => os),
      ),
    ],
    labels,
  });
}

async function* framesOf(...frames: Frame[]): AsyncGenerator<Frame> {
  yield* await Promise.resolve(frames);
}

const targetsOf = (...targets: unknown[]): readonly Target[] =>
  parseQuery(Buffer.from(JSON.stringify({ range: { from: 'f', to: 't' }, targets })));

async function query(targets: unknown[], ...frames: Frame[]): Promise<string> {
  return jsonOf(await answerQuery(targetsOf(...targets), () => framesOf(...frames)));
}

describe('a query', () => {
  it('asks a tsdb for a range of time, and others for fields and a filter', () => {
    const [tsdb, kv] = targetsOf(
      {
        type: 'timeseries',
        target: " backend =tsdb; table=a/b;;fields=cpu, mem;filter=os=='m';step=1m;container=c;table=t",
      },
      { type: 'table', target: 'backend=kv;table=t;step=1m;fields=' },
    );
    expect(tsdb).toMatchObject({
      kind: 'series',
      fields: ['cpu', ' mem'],
      request: {
        backend: 'tsdb',
        table: 't',
        columns: ['cpu', ' mem'],
        filter: "os=='m'",
        start: 'f',
        end: 't',
        step: '1m',
        session: { container: 'c' },
      },
    });
    expect(kv).toMatchObject({ kind: 'table', fields: [''], request: { start: '', step: '' } });
  });

  it('ignores drafts', () => {
    expect(targetsOf(null, {}, { target: '' }, { type: 1, target: 'table=t' }, { target: 7 })).toEqual([]);
    expect(parseQuery(Buffer.from('null'))).toEqual([]);
    expect(targetsOf({ target: 'backend=kv' })).toMatchObject([{ kind: 'series' }]);
  });

  it.each([
    [
      { targets: [{ type: 'x', target: 'backend=tsdb;nosuch=5' }] },
      'Failed to parse target: field nosuch=5 is illegal. field should be one of filter|fields|table|backend|container|step|query',
    ],
    [{ maxDataPoints: 500.5 }, 'json: cannot unmarshal number 500.5 into'],
    [{ maxDataPoints: '500' }, 'json: cannot unmarshal string into'],
    [[], 'json: cannot unmarshal array into'],
  ])('refuses %j', (body, words) => {
    expect(() => parseQuery(Buffer.from(JSON.stringify(body)))).toThrow(words);
  });

  const linux = samples('l', [1n, 2n], [1, NaN], [4, 5]);
  const mac = samples('m', [1n], [7], [NaN]);

  it('is answered with points of each field and set of labels, sorted by name', async () => {
    expect(await query([{ target: 'backend=tsdb' }], linux, mac, samples('l', [3n], [3], [6]))).toBe(
      '[{"datapoints":[[1,1000],[3,3000]],"target":"cpu[os=l]"},{"datapoints":[[7,1000]],"target":"cpu[os=m]"},' +
        '{"datapoints":[[4,1000],[5,2000],[6,3000]],"target":"mem[os=l]"},{"datapoints":[],"target":"mem[os=m]"}]',
    );
  });

  it('is answered in the order of the fields, and with nulls for those that are none', async () => {
    expect(await query([{ target: 'backend=tsdb;fields=mem,cpu,zz' }], mac)).toBe(
      '[{"datapoints":[[7,1000]],"target":"cpu[os=m]"},{"datapoints":[[null,1000]],"target":"zz[os=m]"}]',
    );
  });

  it('is answered with an empty list when there is nothing', async () => {
    expect(await query([])).toBe('[]');
    expect(await query([{ target: 'backend=tsdb' }])).toBe('[]');
    expect(await query([{ type: 'table', target: 'backend=kv' }], frameOf({}))).toBe('[]');
  });

  const nulls = new Bitmap(2);
  nulls.set(1);
  const items = frameOf({
    indices: [new StringColumn('k', ['a', 'b'])],
    columns: [
      new Int64Column('n', 'integer', BigInt64Array.of(2n ** 63n - 1n, 0n), nulls),
      new FloatColumn('f', Float64Array.of(NaN, Infinity)),
      new Int64Column('at', 'time', BigInt64Array.of(6n, second)),
    ],
  });

  it('is answered with a table in which no cell changes its place', async () => {
    expect(await query([{ type: 'table', target: 'backend=kv' }], items)).toBe(
      '[{"columns":[{"text":"at","type":"time"},{"text":"f","type":"number"},{"text":"k","type":"string"},{"text":"n","type":"number"}],' +
        '"rows":[["1970-01-01T00:00:00.000000006Z",null,"a",9223372036854775807],["1970-01-01T00:00:01Z",null,"b",null]],"type":"table"}]',
    );
    expect(await query([{ type: 'table', target: 'backend=kv;fields=n' }], items)).toContain(
      '"rows":[[9223372036854775807],[null]]',
    );
  });

  it('may mix tables and series', async () => {
    const answer = await query([{ type: 'table', target: 'backend=kv' }, { target: 'backend=kv' }], items);
    expect(JSON.parse(answer)).toHaveLength(4);
  });

  it('names the field that is missing', async () => {
    await expect(query([{ type: 'table', target: 'backend=kv;fields=zz' }], items)).rejects.toThrow(
      'Failed to build a response: column "zz" not found',
    );
  });
});

describe('a search', () => {
  const search = async (target: string, ...frames: Frame[]): Promise<unknown> =>
    answerSearch(parseSearch(Buffer.from(JSON.stringify({ target }))), () => framesOf(...frames));
  const items = frameOf({
    indices: [new StringColumn('k', ['a', 'b'])],
    columns: [new FloatColumn('v', Float64Array.of(1, 2))],
  });

  it('gives the fields row by row', async () => {
    expect(await search('backend=kv;table=t;fields=v,k,*', items)).toEqual([1, 'a', null, 2, 'b', null]);
  });

  it.each(['', 'backend=kv', 'table=t', 'backend=kv;table=t'])('gives nothing for %j', async (target) => {
    expect(await search(target, items)).toEqual([]);
  });

  it('refuses what it does not know, in its own words', async () => {
    await expect(search('x=1')).rejects.toThrow(/^field x=1 is illegal/);
  });
});
