/** Words for a moment, and what comes nearest to them among those that the service understands (spec/tsdb.md §5). */
const words: ReadonlyMap<string, string> = new Map([
  ['today', 'now-1d'],
  ['yesterday', 'now-1d'],
  ['tomorrow', 'now+1d'],
  ['midnight', 'now-1d'],
  ['beginning', '0'],
  ['earliest', '0'],
  ['first', '0'],
  ['epoch', '0'],
  ['latest', 'now'],
  ['newest', 'now'],
  ['current', 'now'],
]);

/** The service's units, each with the first letters of what people call it; what it lacks, as so many of the one below. */
const units: readonly (readonly [pattern: RegExp, unit: string, times: bigint])[] = [
  [/^s(?:ec(?:ond)?s?)?$/, 's', 1n],
  [/^m(?:in(?:ute)?s?)?$/, 'm', 1n],
  [/^h(?:(?:ou)?rs?)?$/, 'h', 1n],
  [/^d(?:ays?)?$/, 'd', 1n],
  [/^w(?:(?:ee)?ks?)?$/, 'd', 7n],
  [/^mon?(?:ths?)?$/, 'd', 30n],
  [/^y(?:(?:ea)?rs?)?$/, 'd', 365n],
];

const counts: ReadonlyMap<string, bigint> = new Map([
  ['', 1n],
  ['a', 1n],
  ['an', 1n],
  ['one', 1n],
]);

/** 1d, -1d, now - 1d, 2 weeks ago, last month */
const relative =
  /^(?:now\s*)?(?:(?:since|the|last|past|this)\s+)*-?\s*(\d{1,9}|an?|one|)\s*([a-z]+)(?:\s+(?:ago|before now))?$/;

const date = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(:\d\d)?)?$/;

/** The moment that was probably meant by a text that is none; undefined where that cannot be told. */
export function meantMoment(text: string): string | undefined {
  const [, day, minute = '00:00', second = ':00'] = date.exec(text) ?? [];
  if (day !== undefined) return `${day}T${minute}${second}Z`;
  const plain = text.trim().toLowerCase();
  if (plain === 'now') return 'now';
  const word = words.get(plain);
  if (word !== undefined) return word;
  const [, count = '', name = ''] = relative.exec(plain) ?? [];
  const [, unit, times] = units.find(([pattern]) => pattern.test(name)) ?? [];
  // A unit's letter alone is no word for it.
  if (unit === undefined || times === undefined || (count === '' && name.length === 1)) return undefined;
  return `now-${(counts.get(count) ?? BigInt(count)) * times}${unit}`;
}
