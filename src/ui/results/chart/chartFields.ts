import { LabelColumn } from '../../../data/column';
import type { ResultSet } from '../../../data/resultSet';
import { allFields, type Field } from '../../../data/schema';
import type { ChartChoice, ChartFields } from '../../../protocol/chart';

/** Rows that are looked at to tell labels from texts. */
const lookedAt = 1000;
/** A text with more values than this among them is no label. */
const mostValues = 500;
/** So many rows make a bar each, whatever their texts. */
const mostBars = 50;
/** Plots above each other. */
const mostMetrics = 4;

/** What the fields of a result can be in a chart, and what to draw unless the user chooses. */
export interface ChartableFields extends ChartFields {
  /** Undefined where there is nothing to draw. */
  readonly suited: ChartChoice | undefined;
}

/**
 * By time where there is one, with a line for each set of labels; else a bar for each category, one number by another, or
 * numbers in the order of their rows.
 */
export function chartableFields(resultSet: ResultSet): ChartableFields {
  const fields = allFields(resultSet.schema);
  const indices = resultSet.schema.indices.length;
  const of = (...dtypes: readonly Field['dtype'][]): number[] =>
    fields.flatMap(({ dtype }, i) => (dtypes.includes(dtype) ? [i] : []));
  const times = of('time');
  const numbers = of('float', 'integer');
  // Beside a time that is an index the other indices are the labels of time series, however few rows each has.
  const areSeries = times.some((i) => i < indices);
  const texts = of('string', 'boolean');
  const repeated = labelsAmong(resultSet, texts);
  const labels = texts.filter((i) => repeated.includes(i) || (areSeries && i < indices));
  const categories = [...labels, ...texts.filter((i) => !labels.includes(i))];
  // An index that counts or identifies is seldom what one wants to see.
  const measured = numbers.filter((i) => i >= indices);
  const y = (measured.length > 0 ? measured : numbers).slice(0, mostMetrics);
  const drawable = { x: [...times, ...numbers, ...categories], y: numbers, color: labels };
  return { ...drawable, suited: suited({ times, numbers, y, labels, categories, resultSet }) };
}

interface Sorted {
  readonly times: readonly number[];
  readonly numbers: readonly number[];
  readonly y: readonly number[];
  readonly labels: readonly number[];
  readonly categories: readonly number[];
  readonly resultSet: ResultSet;
}

function suited({ times, numbers, y, labels, categories, resultSet }: Sorted): ChartChoice | undefined {
  const [time] = times;
  if (time !== undefined && numbers.length > 0) return { x: time, y, color: labels };
  const [label = resultSet.rowCount <= mostBars ? categories[0] : undefined] = labels;
  if (label !== undefined) return { x: label, y: y.slice(0, 1), color: [] };
  const [first, second] = y;
  if (first !== undefined && second !== undefined) return { x: first, y: [second], color: [] };
  if (first !== undefined) return { y: [first], color: [] };
  return undefined;
}

/** Fields with few values, or with one in each frame, as far as some rows from all over the result tell. */
function labelsAmong(resultSet: ResultSet, candidates: readonly number[]): number[] {
  if (candidates.length === 0) return [];
  const { rowCount } = resultSet;
  const step = Math.max(1, Math.floor(rowCount / lookedAt));
  const seen = candidates.map(() => new Set<unknown>());
  const areOnePerFrame = candidates.map(() => rowCount > 0);
  let looked = 0;
  for (let row = 0; row < rowCount; row += step, looked++) {
    const [frame] = resultSet.slice(row, row + 1);
    if (frame === undefined) break;
    const columns = [...frame.indices, ...frame.columns];
    candidates.forEach((i, c) => {
      seen[c]?.add(columns[i]?.at(0));
      areOnePerFrame[c] &&= columns[i] instanceof LabelColumn;
    });
  }
  return candidates.filter((_, c) => {
    const { size = 0 } = seen[c] ?? {};
    return size <= mostValues && (areOnePerFrame[c] || size <= 2 || size * 2 <= looked);
  });
}
