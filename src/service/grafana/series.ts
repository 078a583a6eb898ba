import type { Column } from '../../data/column';
import type { Frame } from '../../data/frame';
import { valueText } from '../../data/valueText';
import type { JsonOutput } from '../../wire/json/text';
import { byText, cellOf, columnsByName } from './cells';

const nanosPerMilli = 1_000_000n;

interface Points {
  /** The field and the labels. */
  readonly target: string;
  readonly field: string;
  readonly datapoints: JsonOutput[];
}

/** Frames as time series of Grafana: a list of `[value, milliseconds]` for each field and set of labels (spec/wire.md §15). */
export class Series {
  readonly #fields: readonly string[];
  readonly #points = new Map<string, Points>();

  /** @param fields none, or `*` first, stands for all columns that are no labels */
  constructor(fields: readonly string[]) {
    this.#fields = fields[0] === '*' ? [] : fields;
  }

  add(frame: Frame): void {
    const columns = columnsByName(frame);
    const suffix = suffixOf(frame);
    const time = columns.get('time');
    for (const field of this.#fieldsOf(frame)) {
      const { datapoints } = this.#pointsOf(field, suffix);
      const column = columns.get(field);
      for (let row = 0; row < frame.length; row++) {
        if (isGap(column, row)) continue;
        datapoints.push([column === undefined ? null : cellOf(column, row), millisOf(time, row)]);
      }
    }
  }

  /** Sorted by the fields as they were asked for, then by labels. */
  toJson(): JsonOutput[] {
    const order = (field: string): number => this.#fields.indexOf(field);
    return [...this.#points.values()]
      .filter(({ datapoints }) => this.#fields.length === 0 || datapoints.length > 0)
      .sort((a, b) => order(a.field) - order(b.field) || byText(a.target, b.target))
      .map(({ datapoints, target }) => ({ datapoints, target }));
  }

  #fieldsOf({ columns, labels }: Frame): readonly string[] {
    if (this.#fields.length > 0) return this.#fields;
    return columns.map(({ name }) => name).filter((name) => !labels.has(name));
  }

  #pointsOf(field: string, suffix: string): Points {
    const target = field + suffix;
    const known = this.#points.get(target);
    if (known !== undefined) return known;
    const points = { target, field, datapoints: [] };
    this.#points.set(target, points);
    return points;
  }
}

/** NaN, which also stands for a missing number, is no point; a field that is no column has points without a value. */
function isGap(column: Column | undefined, row: number): boolean {
  return column?.dtype === 'float' && (column.isNull(row) || Number.isNaN(column.at(row)));
}

/** `[k=v,…]`, sorted by key. */
function suffixOf({ labels }: Frame): string {
  const texts = Array.from(labels, ([key, { dtype, value }]) => `${key}=${valueText(value, dtype)}`);
  return `[${texts.sort(byText).join(',')}]`;
}

function millisOf(time: Column | undefined, row: number): JsonOutput {
  if (time === undefined) return null;
  const value = time.at(row);
  return typeof value === 'bigint' && time.dtype === 'time' ? value / nanosPerMilli : value;
}
