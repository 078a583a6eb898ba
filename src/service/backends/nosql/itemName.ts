import type { Column } from '../../../data/column';
import type { Value } from '../../../data/dtype';
import { formatGoTime } from '../../../data/time';
import { formatGoFloat } from '../../goFormat';

/** How a key becomes the name of its item (spec/kv.md §4.4). */
export function nameText(dtype: Column['dtype'], value: Value): string {
  if (typeof value === 'number') return fixedText(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'bigint' && dtype === 'time' ? formatGoTime(value) : String(value);
}

/** How a value becomes part of a partition's directory (spec/kv.md §4.6): the way Go prints it with %v. */
export function partitionText(dtype: Column['dtype'], value: Value | null): string {
  if (value === null) return 'null';
  if (typeof value === 'number') return formatGoFloat(value);
  return typeof value === 'bigint' && dtype === 'time' ? formatGoTime(value) : String(value);
}

/** Six decimals, rounded half to even, without trailing zeros but with at least one digit after the point. */
function fixedText(value: number): string {
  if (!Number.isFinite(value)) return formatGoFloat(value);
  if (Object.is(value, -0)) return '-0.0';
  if (Math.abs(value) >= 1e21) return `${BigInt(value).toString()}.0`;
  const text = roundedToSix(value).replace(/0+$/, '');
  return text.endsWith('.') ? `${text}0` : text;
}

function roundedToSix(value: number): string {
  const rounded = value.toFixed(6);
  // toFixed rounds ties up; only a value that ends with its seventh decimal can be a tie, and 30 decimals show that.
  const exact = value.toFixed(30);
  if (exact.slice(-24) !== `5${'0'.repeat(23)}`) return rounded;
  const down = exact.slice(0, -24);
  return Number(down.slice(-1)) % 2 === 0 ? down : rounded;
}
