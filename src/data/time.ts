const NANOS_PER_SECOND = 1_000_000_000n;
const NANOS_PER_MILLI = 1_000_000n;

/**
 * Nanoseconds since the epoch as RFC 3339 in UTC, with as many fraction digits as needed (none to nine):
 * `2020-01-02T03:04:05.000000006Z`. Exact over the whole 64-bit range.
 */
export function formatTime(nanos: bigint): string {
  const { date, clock, fraction } = timeParts(nanos);
  return `${date}T${clock}${fraction}Z`;
}

/** The way Go prints a time by default, in UTC: `2020-01-02 03:04:05.000000006 +0000 UTC` (spec/kv.md §4.4). */
export function formatGoTime(nanos: bigint): string {
  const { date, clock, fraction } = timeParts(nanos);
  return `${date} ${clock}${fraction} +0000 UTC`;
}

/**
 * Reads RFC 3339 (`2020-01-02T03:04:05.5+01:00`, zone required, up to nine fraction digits).
 * @returns nanoseconds since the epoch, or undefined when the text is no such time or lies outside 64 bits.
 */
export function parseTime(text: string): bigint | undefined {
  const match =
    /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/.exec(
      text,
    );
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1) return undefined;
  date.setUTCHours(hour, minute, second);
  const fraction = BigInt((match[7] ?? '').padEnd(9, '0'));
  const nanos = (BigInt(date.getTime()) - zoneMillis(match[8] ?? 'Z')) * NANOS_PER_MILLI + fraction;
  return nanos === BigInt.asIntN(64, nanos) ? nanos : undefined;
}

function zoneMillis(zone: string): bigint {
  if (zone === 'Z') return 0n;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return BigInt((zone.startsWith('-') ? -minutes : minutes) * 60_000);
}

function timeParts(nanos: bigint): { date: string; clock: string; fraction: string } {
  const rest = ((nanos % NANOS_PER_SECOND) + NANOS_PER_SECOND) % NANOS_PER_SECOND;
  const iso = new Date(Number((nanos - rest) / NANOS_PER_MILLI)).toISOString();
  const fraction = rest === 0n ? '' : `.${rest.toString().padStart(9, '0').replace(/0+$/, '')}`;
  return { date: iso.slice(0, 10), clock: iso.slice(11, 19), fraction };
}
