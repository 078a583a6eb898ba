import type { DType, Value } from './dtype';
import { formatTime } from './time';

/**
 * A value as text that loses nothing: integers in full, floats as the shortest text that reads back the same, times as
 * RFC 3339 in UTC, strings as they are.
 * @param dtype tells times from integers
 */
export function valueText(value: Value, dtype: DType): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint') return dtype === 'time' ? formatTime(value) : value.toString();
  return Object.is(value, -0) ? '-0' : String(value);
}
