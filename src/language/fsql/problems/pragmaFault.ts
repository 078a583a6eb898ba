import { pragmaInfo } from '../pragmas';
import { booleanOf, listOf, tryDuration, tryMoment } from '../settings';

/**
 * Why a pragma cannot have this value, as what follows its name in a sentence; undefined where it can, or means nothing.
 * @param text without parameters in it
 */
export function pragmaFault(name: string, text: string): string | undefined {
  const info = pragmaInfo(name);
  if (info === undefined) return undefined;
  const { value, example } = info;
  if (value === 'boolean') return booleanOf(text) === undefined ? 'is true or false' : undefined;
  if (text === '') return `needs a value, for example ${example}`;
  if (typeof value !== 'string') {
    return value.includes(text.toLowerCase()) ? undefined : `is one of ${value.join(', ')}`;
  }
  switch (value) {
    case 'moment':
      return tryMoment(text, 0n) === undefined
        ? 'is now, now-1d, an RFC 3339 time such as 2024-01-31T00:00:00Z, or milliseconds since 1970'
        : undefined;
    case 'duration':
      return durationFault(name, text);
    case 'integer':
      return isSequence(text) ? undefined : 'is a whole number from 0';
    case 'list':
      return listOf(text).length === 0 ? `needs a value, for example ${example}` : undefined;
    default:
      return undefined;
  }
}

function durationFault(name: string, text: string): string | undefined {
  const duration = tryDuration(text);
  if (duration === undefined) return 'is a number and a unit: 30s, 5m, 1h, 1d';
  return name === 'step' && duration === 0n ? 'is longer than nothing' : undefined;
}

function isSequence(text: string): boolean {
  return /^\d{1,19}$/.test(text) && BigInt(text) === BigInt.asIntN(64, BigInt(text));
}
