import type { Frame } from '../../../data/frame';
import { allColumns } from '../../../data/frame';
import type { Condition } from '../../../language/expression/evaluate';
import {
  compileConditionTemplate,
  compileUpdateTemplate,
  FrameRow,
} from '../../../language/expression/template';
import type { Update } from '../../../language/expression/update';
import { FramesError } from '../../../wire/errors';
import { valueAt } from '../../storage/itemRows';
import type { Change, DirectoryPath, Item, ItemValue, PutMode } from '../../storage/storage';
import { Turns } from '../../storage/turns';
import { itemAttributes, withChanges } from '../../items/attributeValue';
import type { FrameRows } from './frameRows';
import { refusing } from '../platformError';
import { below, rowsByPartition } from './partitionRows';

export interface RowWriterOptions {
  /** Templates (spec/kv.md §6); empty when there is none. */
  readonly condition: string;
  readonly expression: string;
  readonly mode: PutMode;
}

export type RowWork =
  /** Rows with a condition: each looks at the item it would change. */
  | { readonly kind: 'conditional'; readonly rows: FrameRows; readonly frame: Frame }
  /** Rows that only name items and give values to an expression. */
  | { readonly kind: 'expression'; readonly names: readonly string[]; readonly frame: Frame };

type Attributes = Map<string, ItemValue>;

/** Writes rows one after another, for conditions and expressions that look at the item each row is for. */
export class RowWriter {
  /** The last row or text that was refused; other rows are written (spec/kv.md §4.8). */
  failure: FramesError | undefined;

  constructor(private readonly options: RowWriterOptions) {}

  async write(change: Change, table: DirectoryPath, works: readonly RowWork[]): Promise<void> {
    const turns = new Turns();
    const tasks = works.flatMap((work) => this.tasksOf(work));
    const byPartition = new Map<string, Task[]>();
    for (const task of tasks) {
      const known = byPartition.get(task.partition);
      if (known === undefined) byPartition.set(task.partition, [task]);
      else known.push(task);
    }
    for (const [partition, own] of byPartition) {
      const directory = below(table, partition);
      const names = new Set(own.flatMap((task) => task.rows.map((row) => namesOf(task.work)[row] ?? '')));
      const stored = await change.getItems(directory, [...names]);
      const written = new Map<string, Attributes>();
      for (const task of own) {
        this.apply(task, stored, written);
        await turns.pass();
      }
      await change.replaceItems(directory, written);
    }
  }

  /** The rows of a frame by partition; none when condition or expression are wrong. */
  private tasksOf(work: RowWork): Task[] {
    if (work.frame.length === 0) return [];
    const cells = allColumns(work.frame).map(({ name }) => name);
    const compiled = this.noting(() => this.compile(cells));
    if (compiled === undefined) return [];
    const partitions =
      work.kind === 'expression'
        ? new Map([['', work.names.map((_, row) => row)]])
        : rowsByPartition(work.rows);
    return [...partitions].map(([partition, rows]) => ({ ...compiled, work, partition, rows }));
  }

  private compile(cells: readonly string[]): Compiled {
    const { condition, expression } = this.options;
    return {
      condition: refusing('condition', () => compileConditionTemplate(condition, cells)),
      update:
        expression === ''
          ? undefined
          : refusing('expression', () => compileUpdateTemplate(expression, cells)),
    };
  }

  private apply(
    { condition, update, work, rows }: Task,
    stored: ReadonlyMap<string, Item>,
    written: Map<string, Attributes>,
  ): void {
    const names = namesOf(work);
    const cells = new FrameRow(work.frame);
    for (const row of rows) {
      const name = names[row] ?? '';
      const item = stored.get(name);
      const before = written.get(name) ?? item?.attributes;
      const seen = itemAttributes(before ?? new Map<string, ItemValue>(), item);
      cells.row = row;
      if (!condition(seen, cells) || (this.options.mode === 'create' && before !== undefined)) continue;
      if (work.kind === 'conditional') {
        written.set(name, this.putRow(before, work.rows, row));
      } else if (update !== undefined) {
        const after = this.noting(() =>
          refusing(`expression on the item '${name}'`, () => this.updated(before, update(seen, cells))),
        );
        if (after !== undefined) written.set(name, after);
      }
    }
  }

  private putRow(
    before: Item['attributes'] | undefined,
    { columns, untyped }: FrameRows,
    row: number,
  ): Attributes {
    const { mode } = this.options;
    const after: Attributes = new Map(mode === 'replace' ? undefined : before);
    for (const column of columns) {
      const value = valueAt(column, row);
      if (value !== undefined) after.set(column.attribute, value);
      else if (mode === 'update') after.delete(column.attribute);
    }
    if (mode === 'update') for (const attribute of untyped) after.delete(attribute);
    return after;
  }

  /** With `replace` only what the expression assigns is left (spec/webapi.md §4). */
  private updated(before: Item['attributes'] | undefined, changes: ReturnType<Update>): Attributes {
    return withChanges(this.options.mode === 'replace' ? undefined : before, changes);
  }

  private noting<T>(run: () => T): T | undefined {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof FramesError)) throw error;
      this.failure = error;
      return undefined;
    }
  }
}

interface Compiled {
  readonly condition: Condition;
  readonly update: Update | undefined;
}

/** Some rows of a frame that lie in one partition. */
interface Task extends Compiled {
  readonly work: RowWork;
  readonly partition: string;
  readonly rows: readonly number[];
}

function namesOf(work: RowWork): readonly string[] {
  return work.kind === 'expression' ? work.names : work.rows.names;
}
