import { expect } from 'vitest';
import { FloatColumn, Int64Column, StringColumn } from '../../src/data/column';
import { allColumns, frameOf, type Frame } from '../../src/data/frame';
import { FramesError, type FramesClient, type Query } from '../../src/frames';

/** One write among those of its writer. Tables are those of a round; writers share them where a kind of table can be shared. */
export interface Turn {
  readonly round: number;
  readonly writer: number;
  /** From 0, without gaps. */
  readonly turn: number;
}

/** What is written to one kind of table, and what has to be there afterwards. */
export interface Workload {
  readonly name: string;
  readonly prepare: (client: FramesClient, round: number) => Promise<unknown>;
  /** Resolves when the service has acknowledged it. */
  readonly write: (client: FramesClient, turn: Turn) => Promise<unknown>;
  /**
   * Every acknowledged row is there, none twice, none half; of the turn that was on its way there may be any rows.
   * @param acknowledged how many turns of each writer were
   */
  readonly check: (client: FramesClient, round: number, acknowledged: readonly number[]) => Promise<void>;
}

const mostRows = 80;

/** Every other turn has few rows, which a stream keeps one by one, not as a frame. */
function rowsIn(turn: number): number {
  return turn % 2 === 0 ? mostRows : mostRows / 2;
}

/** The number of a row, which its other cells repeat in other forms; below 2⁵³. */
function numberOf({ writer, turn }: Omit<Turn, 'round'>, row: number): number {
  return writer * 1e9 + turn * mostRows + row;
}

function numbersOf(turn: Turn): number[] {
  return Array.from({ length: rowsIn(turn.turn) }, (_, row) => numberOf(turn, row));
}

/** All of a frame's cells as text, by the name of the column. */
async function rowsOf(client: FramesClient, query: Query): Promise<Record<string, string>[]> {
  const rows: Record<string, string>[] = [];
  for await (const frame of client.read(query)) {
    for (let row = 0; row < frame.length; row++) {
      rows.push(Object.fromEntries(allColumns(frame).map((column) => [column.name, String(column.at(row))])));
    }
  }
  return rows;
}

/** @param found the numbers of the rows that are there */
function checkNumbers(found: readonly number[], acknowledged: readonly number[]): void {
  const once = new Set(found);
  expect(found.length - once.size, 'rows that are there twice').toBe(0);
  const possible = new Set<number>();
  acknowledged.forEach((turns, writer) => {
    const missing: number[] = [];
    for (let turn = 0; turn <= turns; turn++) {
      for (let row = 0; row < rowsIn(turn); row++) {
        const number = numberOf({ writer, turn }, row);
        possible.add(number);
        if (turn < turns && !once.has(number)) missing.push(number);
      }
    }
    expect(missing, `acknowledged rows of writer ${writer} that are not there`).toEqual([]);
  });
  expect(
    found.filter((number) => !possible.has(number)),
    'rows that nobody wrote',
  ).toEqual([]);
}

function integers(name: string, numbers: readonly number[]): Int64Column {
  return new Int64Column(name, 'integer', BigInt64Array.from(numbers, BigInt));
}

function texts(name: string, numbers: readonly number[]): StringColumn {
  return new StringColumn(name, numbers.map(String));
}

const nosql: Workload = {
  name: 'nosql',
  prepare: () => Promise.resolve(),
  write(client, turn) {
    const numbers = numbersOf(turn);
    const frame = frameOf({
      indices: [texts('key', numbers)],
      columns: [integers('number', numbers), texts('text', numbers)],
    });
    const table = `killed/items${turn.round}`;
    return client.write({ backend: 'nosql', table, saveMode: 'overwriteItem' }, [frame]);
  },
  async check(client, round, acknowledged) {
    const rows = await rowsOf(client, { backend: 'nosql', table: `killed/items${round}` });
    for (const { key, number, text } of rows) expect([number, text]).toEqual([key, key]);
    checkNumbers(
      rows.map(({ number }) => Number(number)),
      acknowledged,
    );
  },
};

const stream: Workload = {
  name: 'stream',
  prepare: (client, round) =>
    client.create({ backend: 'stream', table: `killed/stream${round}`, ifExists: 'ignore' }),
  write(client, turn) {
    const numbers = numbersOf(turn);
    const frame = frameOf({ columns: [integers('number', numbers), texts('text', numbers)] });
    // A single one: of several, those before one that is refused are there, and once more when the turn is tried again.
    return client.write({ backend: 'stream', table: `killed/stream${turn.round}` }, [frame]);
  },
  async check(client, round, acknowledged) {
    const table = `killed/stream${round}`;
    const rows = await rowsOf(client, { backend: 'stream', table, shardId: '0', seek: 'earliest' });
    for (const { number, text } of rows) expect(number).toBe(text);
    expect(rows.map((row) => row['seq_number'])).toEqual(rows.map((_, i) => String(i + 1)));
    checkNumbers(
      rows.map(({ number }) => Number(number)),
      acknowledged,
    );
  },
};

const second = 1_000_000_000n;
const start = 1_577_836_800n * second;

const tsdb: Workload = {
  name: 'tsdb',
  prepare: (client, round) =>
    client.create({ backend: 'tsdb', table: `killed/series${round}`, rate: '1/s', ifExists: 'ignore' }),
  write(client, turn) {
    const numbers = numbersOf(turn);
    const metric = (name: string, factor: number): FloatColumn =>
      new FloatColumn(
        name,
        Float64Array.from(numbers, (number) => number * factor),
      );
    const frame: Frame = frameOf({
      indices: [
        new Int64Column(
          'time',
          'time',
          BigInt64Array.from(numbers, (_, row) => start + BigInt(turn.turn * mostRows + row) * second),
        ),
      ],
      columns: [metric('once', 1), metric('twice', 2), metric('half', 0.5)],
      labels: new Map([['writer', { dtype: 'string', value: String(turn.writer) }]]),
    });
    return client.write({ backend: 'tsdb', table: `killed/series${turn.round}` }, [frame]);
  },
  async check(client, round, acknowledged) {
    const table = `killed/series${round}`;
    const rows = await rowsOf(client, { backend: 'tsdb', table, start: '0', end: 'now' });
    for (const { once, twice, half } of rows) {
      expect([Number(twice) / 2, Number(half) * 2]).toEqual([Number(once), Number(once)]);
    }
    checkNumbers(
      rows.map(({ once }) => Number(once)),
      acknowledged,
    );
  },
};

/** Each turn replaces the file by one that is a row longer. */
const csv: Workload = {
  name: 'csv',
  prepare: () => Promise.resolve(),
  write(client, { round, writer, turn }) {
    const numbers = Array.from({ length: turn + 1 }, () => turn);
    const frame = frameOf({ columns: [integers('number', numbers), texts('text', numbers)] });
    return client.write({ backend: 'csv', table: `killed${round}-${writer}.csv` }, [frame]);
  },
  async check(client, round, acknowledged) {
    for (const [writer, turns] of acknowledged.entries()) {
      if (turns === 0) continue;
      const rows = await rowsOf(client, { backend: 'csv', table: `killed${round}-${writer}.csv` });
      expect([turns, turns + 1], 'the last acknowledged file, or the one that was on its way').toContain(
        rows.length,
      );
      for (const { number, text } of rows) {
        expect([number, text]).toEqual([String(rows.length - 1), String(rows.length - 1)]);
      }
    }
  },
};

/**
 * Tables that come and go: each turn makes one, and deletes that of the turn before.
 * @param make resolves when the table is there with all of its rows
 * @param read the numbers of its rows
 */
function turnover(
  name: string,
  steps: {
    readonly make: (client: FramesClient, table: string, numbers: readonly number[]) => Promise<unknown>;
    readonly remove: (client: FramesClient, table: string) => Promise<unknown>;
    readonly read: (client: FramesClient, table: string) => Promise<number[]>;
  },
): Workload {
  const tableOf = ({ round, writer, turn }: Turn): string => `killed/${name}${round}-${writer}-${turn}`;
  return {
    name: `tables of ${name}`,
    prepare: () => Promise.resolve(),
    async write(client, turn) {
      // What an attempt before left of it goes first.
      await steps.remove(client, tableOf(turn));
      await steps.make(client, tableOf(turn), numbersOf(turn));
      if (turn.turn > 0) await steps.remove(client, tableOf({ ...turn, turn: turn.turn - 1 }));
    },
    async check(client, round, acknowledged) {
      const rowsIn = (turn: Turn): Promise<number[]> =>
        steps.read(client, tableOf(turn)).catch(noneWhereGone);
      for (const [writer, turns] of acknowledged.entries()) {
        const at = (turn: number): Turn => ({ round, writer, turn });
        for (let turn = 0; turn < turns - 1; turn++)
          expect(await rowsIn(at(turn)), 'a deleted table').toEqual([]);
        if (turns === 0) continue;
        const whole = numbersOf(at(turns - 1));
        const left = await rowsIn(at(turns - 1));
        // The turn that was on its way had made its own table when it deleted this one.
        const next = numbersOf(at(turns));
        if (left.length === 0) expect(await rowsIn(at(turns)), 'the table that follows').toEqual(next);
        else expect(left, 'the last table').toEqual(whole);
      }
    },
  };
}

function noneWhereGone(error: unknown): number[] {
  if (error instanceof FramesError && error.code === 'notFound') return [];
  throw error;
}

const nosqlTables = turnover('nosql', {
  async make(client, table, numbers) {
    const [first = 0, ...others] = numbers;
    const columns = [integers('number', [-1, ...others])];
    await client.write({ backend: 'nosql', table }, [frameOf({ indices: [texts('key', numbers)], columns })]);
    const args = { key: String(first), expression: `number = ${first}` };
    await client.execute({ backend: 'nosql', table, command: 'update', args });
  },
  remove: (client, table) => client.delete({ backend: 'nosql', table, ifMissing: 'ignore' }),
  read: async (client, table) => numbersIn(await rowsOf(client, { backend: 'nosql', table }), 'number'),
});

const streamTables = turnover('stream', {
  async make(client, table, numbers) {
    await client.create({ backend: 'stream', table });
    await client.write({ backend: 'stream', table }, [frameOf({ columns: [integers('number', numbers)] })]);
  },
  remove: (client, table) => client.delete({ backend: 'stream', table, ifMissing: 'ignore' }),
  read: async (client, table) =>
    numbersIn(await rowsOf(client, { backend: 'stream', table, shardId: '0', seek: 'earliest' }), 'number'),
});

const tsdbTables = turnover('tsdb', {
  async make(client, table, numbers) {
    await client.create({ backend: 'tsdb', table, rate: '1/s' });
    const times = BigInt64Array.from(numbers, (_, row) => start + BigInt(row) * second);
    const frame = frameOf({
      indices: [new Int64Column('time', 'time', times)],
      columns: [new FloatColumn('number', Float64Array.from(numbers))],
    });
    await client.write({ backend: 'tsdb', table }, [frame]);
  },
  remove: (client, table) => client.delete({ backend: 'tsdb', table, ifMissing: 'ignore' }),
  read: async (client, table) =>
    numbersIn(await rowsOf(client, { backend: 'tsdb', table, start: '0', end: 'now' }), 'number'),
});

function numbersIn(rows: readonly Record<string, string>[], column: string): number[] {
  return rows.map((row) => Number(row[column])).sort((a, b) => a - b);
}

export const workloads: readonly Workload[] = [
  nosql,
  stream,
  tsdb,
  csv,
  nosqlTables,
  streamTables,
  tsdbTables,
];
