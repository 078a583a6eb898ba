import { Bitmap } from '../../src/data/bitmap';
import {
  BooleanColumn,
  FloatColumn,
  Int64Column,
  LabelColumn,
  StringColumn,
  type Column,
} from '../../src/data/column';
import { frameOf, sliceFrame, type Frame } from '../../src/data/frame';
import { Channel } from '../../src/protocol/channel';
import type { ResultHost, ResultPage } from '../../src/protocol/messages';
import { ResultServer } from '../../src/ui/results/resultServer';
import { resultText } from '../../src/ui/results/resultText';

/*
 * The host's side of a result panel in a worker: what runs in the extension host is here, on a thread of its own, with
 * made-up rows. Its name gives the number of rows and columns: `rows=10000000 columns=12`.
 */

/** Rows of which values exist; larger results repeat them. */
const DISTINCT_ROWS = 1 << 20;
const FRAME_ROWS = 4096;

/** The little of a worker's surroundings that is used here. */
interface WorkerScope {
  readonly name: string;
  postMessage(message: unknown): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  setImmediate?: (action: () => void) => void;
}

const scope = globalThis as unknown as WorkerScope;
scope.setImmediate ??= (action) => {
  setTimeout(action, 0);
};

const wanted = new Map(scope.name.split(' ').map((pair) => pair.split('=') as [string, string]));
const rowCount = Number(wanted.get('rows') ?? 1000);
const columnCount = Number(wanted.get('columns') ?? 12);
const isSlow = wanted.has('slow');
const failsAt = Number(wanted.get('failsAt') ?? Infinity);
const block = makeBlock(Math.min(rowCount, DISTINCT_ROWS));

const server = new ResultServer({
  opening: {
    key: 'bench',
    title: 'measurements',
    subtitle: 'Local · nosql · bigdata/measurements',
    read: () => frames(),
    onError: () => [{ label: 'Start Local Service', run: () => undefined }],
  },
  rowCap: () => Number(wanted.get('cap') ?? 1e9),
  onStatus: (status) => channel.notify(status),
});

const channel = new Channel<ResultHost, ResultPage>({
  port: {
    post: (message) => scope.postMessage(message),
    listen: (listener) => {
      scope.onmessage = ({ data }) => listener(data);
      return () => {
        scope.onmessage = null;
      };
    },
  },
  handlers: {
    hello: () => server.currentStatus(),
    page: (request) => server.page(request),
    cell: (request) => server.cellText(request),
    copy: ({ ranges, withHeader }) => resultText(server.resultSet, ranges, { withHeader }),
    openCell: () => null,
    chart: (request, options) => server.chart(request, options),
    saveChart: () => null,
  },
  onNotice: ({ type }) => {
    if (type === 'loadMore') server.loadMore();
    if (type === 'stop') server.stop();
    if (type === 'rerun') server.rerun();
  },
});

async function* frames(): AsyncGenerator<Frame> {
  const step = isSlow ? FRAME_ROWS : block.length;
  for (let row = 0; row < rowCount; row += step) {
    if (isSlow) await new Promise((resolve) => setTimeout(resolve, 20));
    if (row >= failsAt) throw new Error('can’t read: connection to 10.0.0.7:8081 was reset by peer');
    const start = row % block.length;
    const end = Math.min(block.length, start + step, start + rowCount - row);
    yield sliceFrame(block, start, end);
  }
}

function makeBlock(rows: number): Frame {
  const random = xorshift(7);
  const start = 1_577_836_800_000_000_000n;
  const times = new BigInt64Array(rows);
  const names: string[] = [];
  const ok = new Bitmap(rows);
  const nulls = new Bitmap(rows);
  for (let row = 0; row < rows; row++) {
    times[row] = start + BigInt(row) * 1_000_000_000n + BigInt(row % 7);
    names.push(row % 97 === 0 ? '' : `host-${row % 9973}${row % 50 === 0 ? '\nsecond line' : ''}`);
    if (row % 3 === 0) ok.set(row);
    if (row % 11 === 0) nulls.set(row);
  }
  const columns: Column[] = [
    new Int64Column('released', 'time', times),
    new StringColumn('title', { length: rows, at: (row) => names[row] }, nulls),
    new BooleanColumn('in stock', ok, nulls),
    new LabelColumn('region', { dtype: 'string', value: 'eu-west' }, rows),
  ];
  for (let i = columns.length; i < columnCount - 1; i++) {
    if (i % 3 === 0) columns.push(integers(`count ${i}`, rows, { random, nulls }));
    else columns.push(floats(`value ${i}`, rows, { random, nulls }));
  }
  const ids = new BigInt64Array(rows).map((_, row) => 9_007_199_254_740_993n + BigInt(row));
  return frameOf({ indices: [new Int64Column('id', 'integer', ids)], columns });
}

interface Making {
  readonly random: () => number;
  readonly nulls: Bitmap;
}

function integers(name: string, rows: number, { random }: Making): Column {
  return new Int64Column(
    name,
    'integer',
    new BigInt64Array(rows).map(() => BigInt(Math.floor(random() * 1e6))),
  );
}

function floats(name: string, rows: number, { random, nulls }: Making): Column {
  const values = new Float64Array(rows).map((_, row) =>
    row % 41 === 0 ? NaN : Math.round(random() * 1e6) / 1e3,
  );
  return new FloatColumn(name, values, nulls);
}

function xorshift(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
