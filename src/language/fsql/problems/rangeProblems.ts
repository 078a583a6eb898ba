import type { SqlNode } from '../../sql/ast';
import { ACROSS_SERIES_SUFFIX } from '../../sql/functions';
import type { QueryDocument, QueryStatement } from '../document';
import { stepFor } from '../durations';
import { utcText } from '../moments';
import { fix, type Edit, type Fix, type Problem } from './problem';
import { timeRangeOf, type Settings } from '../settings';
import { callsIn } from './walk';

/** Rows of one series that a screen can show: more than this no chart has pixels for. */
const MOST_POINTS = 4000n;
/** What a proposed step leaves of them. */
const GOOD_POINTS = 1000n;
/** From here on a read takes long. */
const TOO_MANY_POINTS = 1_000_000n;

/** What the time range and step of a read of time series come to (spec/tsdb.md §6). */
export function rangeProblems(
  document: QueryDocument,
  statement: QueryStatement,
  settings: Settings,
  nowMs: bigint,
): Problem[] {
  const { content } = statement;
  const { pragma } = settings;
  if (content.backend !== 'tsdb' || content.select === undefined) return [];
  const hasParameters = ['start', 'end', 'step'].some((name) =>
    pragma.get(name as 'start' | 'end' | 'step')?.value.includes('${'),
  );
  if (hasParameters) return [];
  const { startMs, endMs, stepMs } = timeRangeOf(settings, nowMs);
  if (startMs === undefined || endMs === undefined) return [];
  const word = { start: statement.start, end: Math.min(statement.end, statement.start + 'select'.length) };
  const insert = (text: string): Edit => insertionAbove(document.text, statement.start, text);
  const start = pragma.get('start');
  if (startMs >= endMs) {
    const place = start?.valueNode ?? pragma.get('end')?.valueNode ?? word;
    const message =
      startMs === endMs
        ? 'the range is a single moment: at most one sample of each series is selected'
        : `the range ends before it starts: from ${utcText(startMs)} to ${utcText(endMs)}`;
    return [
      {
        ...about(place, startMs === endMs ? 'warning' : 'error', 'emptyRange', message),
        fixes: swapFixes(settings),
      },
    ];
  }
  const problems: Problem[] = [];
  if (start === undefined) {
    const until = pragma.has('end') ? `the hour before ${utcText(endMs)}` : 'the last hour';
    const choices = ['now-1d', 'now-7d', '0'];
    problems.push({
      ...about(word, 'information', 'defaultRange', `without @start this reads ${until} only`),
      advice: 'a line above the query chooses the time: -- @start now-1d',
      fixes: choices.map((moment) => fix(`Add -- @start ${moment}`, insert(`-- @start ${moment}\n`))),
    });
  }
  const step = pragma.get('step');
  const range = endMs - startMs;
  if (step && stepMs > 0n && range / stepMs > MOST_POINTS) {
    const points = range / stepMs;
    const better = stepFor(range, GOOD_POINTS);
    const { start: from, end: to } = step.valueNode;
    problems.push({
      ...about(
        step.valueNode,
        points > TOO_MANY_POINTS ? 'warning' : 'information',
        'manyPoints',
        `up to ${thousands(points)} rows for each series: more than a screen has pixels`,
      ),
      fixes: [fix(`Write ${better}`, { start: from, end: to, text: better })],
    });
  }
  const across = callsIn(content.select).find(({ function: { name } }) =>
    name.endsWith(ACROSS_SERIES_SUFFIX),
  );
  if (step === undefined && across) {
    const better = stepFor(range, GOOD_POINTS);
    const { start: from, end: to } = across.function;
    problems.push({
      ...about(
        { start: from + statement.section.start, end: to + statement.section.start },
        'information',
        'missingStep',
        `${across.function.name} without @step looks at the two ends of the range only`,
      ),
      fixes: [fix(`Add -- @step ${better}`, insert(`-- @step ${better}\n`))],
    });
  }
  return problems;
}

function swapFixes({ pragma }: Settings): Fix[] {
  const start = pragma.get('start');
  const end = pragma.get('end');
  if (start === undefined || end === undefined) return [];
  const write = (at: SqlNode, text: string): Edit => ({ start: at.start, end: at.end, text });
  return [fix('Swap start and end', write(start.valueNode, end.value), write(end.valueNode, start.value))];
}

/** A line right above a statement. @param start where the statement begins */
export function insertionAbove(text: string, start: number, line: string): Edit {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const isFirst = text.slice(lineStart, start).trim() === '';
  const at = isFirst ? lineStart : start;
  return { start: at, end: at, text: isFirst ? line : `\n${line}` };
}

function thousands(count: bigint): string {
  return count.toLocaleString('en-US');
}

function about(
  { start, end }: SqlNode,
  severity: Problem['severity'],
  code: Problem['code'],
  message: string,
): Problem {
  return { severity, code, message, advice: undefined, fixes: [], start, end };
}
