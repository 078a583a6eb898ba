import { formatTime } from '../../../data/time';
import { completion, type Completion, type Completions } from './completion';
import type { Cursor } from '../cursor';
import type { QueryDocument } from '../document';
import { durationWords, niceDurations } from '../durations';
import type { Knowing } from '../known/knowing';
import { momentText } from '../moments';
import { parameterTypes } from '../parameters';
import { isPragmaName, pragmaInfo, pragmas, type PragmaInfo } from '../pragmas';
import { listOf, parametersOf, timeRangeOf, tryMoment, type Settings } from '../settings';
import { tableOf } from './completeColumns';

export interface CommentPlace {
  readonly document: QueryDocument;
  readonly cursor: Cursor;
  readonly offset: number;
  readonly knowing: Knowing;
  readonly settings: Settings;
  readonly nowMs: bigint;
}

/** In a comment: the names of pragmas, and what they can be; nothing in one that is none. */
export function commentCompletions(place: CommentPlace): Omit<Completions, 'hoped'> {
  const { cursor, offset, knowing } = place;
  const { text, start, end } = cursor.written;
  const [, lead = '', name = '', blank = '', value = ''] =
    /^((?:--|\/\/|#)[ \t]*)(@[A-Za-z0-9_-]*)?([ \t]*)([^]*)$/.exec(text) ?? [];
  if (lead === '' || (name === '' && value !== ''))
    return { items: [], replace: { start: offset, end: offset }, wanted: [] };
  if (blank === '') {
    const from = start + lead.length;
    const word = /^@?[A-Za-z0-9_-]*/.exec(place.document.text.slice(from, end))?.[0] ?? '';
    const pad = /^(?:--|\/\/|#)$/.test(lead) ? ' ' : '';
    return {
      items: nameCompletions(place, pad),
      replace: { start: from, end: Math.max(offset, from + word.length) },
      wanted: knowing.wanted,
    };
  }
  const info = pragmaInfo(name.slice(1));
  const parts = info?.value === 'list' ? /[^,\s]*$/ : info?.value === 'parameter' ? /[^\s=,]*$/ : /[^]*$/;
  const part = parts.exec(value)?.[0] ?? '';
  const from = offset - part.length;
  const to =
    info?.value === 'list' || info?.value === 'parameter'
      ? offset
      : end - trailing(place.document.text.slice(offset, end));
  const items = info === undefined ? [] : valueItems(name.slice(1), info, { ...place, value, part });
  return { items, replace: { start: from, end: Math.max(offset, to) }, wanted: knowing.wanted };
}

function trailing(text: string): number {
  return text.length - text.trimEnd().length;
}

function nameCompletions({ cursor, settings }: CommentPlace, pad: string): Completion[] {
  const { statement } = cursor;
  const backend = statement?.content.backend;
  const fitting = Object.entries(pragmas).filter(([, info]: [string, PragmaInfo]) => {
    return backend === undefined || info.backends === undefined || info.backends.includes(backend);
  });
  const isSet = (name: string): boolean => isPragmaName(name) && settings.pragma.has(name);
  return fitting
    .sort(([a], [b]) => Number(isSet(a)) - Number(isSet(b)))
    .map(([name, info]: [string, PragmaInfo]) =>
      completion('pragma', `@${name}`, {
        insert: `${pad}@${name}${info.value === 'boolean' ? '' : ' '}`,
        detail: info.example,
        documentation: info.summary,
        goesOn: info.value !== 'boolean',
      }),
    );
}

interface ValuePlace extends CommentPlace {
  readonly value: string;
  readonly part: string;
}

function valueItems(name: string, info: PragmaInfo, place: ValuePlace): Completion[] {
  const { knowing, cursor, nowMs, settings } = place;
  if (typeof info.value !== 'string') return info.value.map((each) => completion('value', each));
  switch (info.value) {
    case 'connection':
      return knowing.connections().map((each) => completion('connection', each));
    case 'container':
      return knowing.containers().map((each) => completion('container', each));
    case 'moment':
      return momentCompletions(nowMs, place.value);
    case 'duration':
      return durationCompletions(name, settings, nowMs);
    case 'boolean':
      return ['true', 'false'].map((each) => completion('value', each));
    case 'parameter':
      return parameterWords(place);
    case 'list':
      return name === 'shard' ? shards(cursor, knowing, place.value) : [];
    default:
      return [];
  }
}

function shards(cursor: Cursor, knowing: Knowing, value: string): Completion[] {
  const table = knowing.table(tableOf(cursor));
  const known = table === undefined || table === 'missing' ? [] : (table.shards ?? []);
  const taken = listOf(value);
  const all = taken.length === 0 ? ['all'] : [];
  return [...all, ...known.filter((each) => !taken.includes(each))].map((each) => completion('value', each));
}

const MS_PER_DAY = 86_400_000n;

/** Moments that people choose, each with what it means now. */
function momentCompletions(nowMs: bigint, typed: string): Completion[] {
  const today = nowMs - (nowMs % MS_PER_DAY);
  const relative = [
    'now',
    'now-5m',
    'now-15m',
    'now-1h',
    'now-6h',
    'now-12h',
    'now-1d',
    'now-7d',
    'now-30d',
    'now-90d',
    'now-365d',
  ];
  const moments = [
    ...relative,
    formatTime(today * 1_000_000n),
    formatTime((today - MS_PER_DAY) * 1_000_000n),
    '0',
  ];
  const own = typed.trim();
  if (own !== '' && !moments.includes(own) && tryMoment(own, nowMs) !== undefined) moments.unshift(own);
  return moments.map((text) => {
    const documentation = text === '0' ? 'From the first sample on.' : '';
    return completion('time', text, { detail: momentText(text, nowMs), documentation });
  });
}

function durationCompletions(name: string, settings: Settings, nowMs: bigint): Completion[] {
  const { startMs, endMs } = timeRangeOf(settings, nowMs);
  const range = startMs === undefined || endMs === undefined ? 0n : endMs - startMs;
  return niceDurations.map(([text, ms]) => {
    const points = name === 'step' && range > 0n ? `, ${(range / ms + 1n).toLocaleString('en-US')} rows` : '';
    return completion('duration', text, { detail: durationWords(text) + points });
  });
}

/** Names that statements use and no comment declares. */
function undeclared(document: QueryDocument): Completion[] {
  const names = document.statements.flatMap((statement) =>
    parametersOf(document, statement).flatMap(({ name, declaration }) => (declaration ? [] : [name])),
  );
  return [...new Set(names)].map((name) =>
    completion('parameter', name, { insert: `${name} `, goesOn: true }),
  );
}

/** After a parameter's name: what a declaration can say. */
function parameterWords({ value, document }: ValuePlace): Completion[] {
  if (!/\s/.test(value)) return undeclared(document);
  if (/\btype=[^\s]*$/.test(value)) return parameterTypes.map((each) => completion('value', each));
  if (/=[^\s]*$/.test(value)) return [];
  return [
    ['type=', 'text, number, boolean, time, duration or name'],
    ['default=', 'what it is unless something else is given'],
    ['choices=', 'what it can be, with commas between'],
  ]
    .filter(([word = '']) => !value.includes(word))
    .map(([word = '', detail = '']) => completion('keyword', word, { detail, goesOn: word === 'type=' }));
}
