import type { Scalar } from '../../../data/dtype';
import { formatGoTime, formatTime } from '../../../data/time';
import { formatGoDecimal, formatGoFloat } from '../../goFormat';
import { compareBytewise } from '../../../data/textOrder';

/** The label that stands for the metric. */
export const metricLabel = '__name__';

/** Names and values in bytewise order of the names, each name once. */
export type Labels = ReadonlyMap<string, string>;

export const noLabels: Labels = new Map();

export function sortedLabels(labels: Iterable<readonly [name: string, value: string]>): Labels {
  return new Map([...labels].sort(([a], [b]) => compareBytewise(a, b)));
}

/** The text under which the storage knows a label set. */
export function labelsKey(labels: Labels): string {
  return JSON.stringify([...labels].flat());
}

export function labelsOfKey(key: string): Labels {
  const flat = JSON.parse(key) as string[];
  const labels = new Map<string, string>();
  for (let i = 0; i < flat.length; i += 2) labels.set(flat[i] ?? '', flat[i + 1] ?? '');
  return labels;
}

/** `host=a,os=linux`: what result frames are ordered by. */
export function labelsText(labels: Labels): string {
  return [...labels].map(([name, value]) => `${name}=${value}`).join(',');
}

/** The value of a label of a frame as text: as Go prints it (spec/tsdb.md §4). */
export function labelText({ dtype, value }: Scalar): string {
  if (dtype === 'time') return formatGoTime(value);
  return dtype === 'float' ? formatGoFloat(value) : String(value);
}

/** The value of an index as the text of a label: times are RFC 3339, doubles have no exponent (spec/tsdb.md §4). */
export function indexText({ dtype, value }: Scalar): string {
  if (dtype === 'time') return formatTime(value);
  return dtype === 'float' ? formatGoDecimal(value) : String(value);
}
