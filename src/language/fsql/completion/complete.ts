import { columnCompletions, comparedLabel, listAround, valueCompletions } from './completeColumns';
import { likelyColumnCompletions } from './completeLikely';
import { commentCompletions } from './completePragma';
import { tableCompletions } from './completeTables';
import { startCompletions, wordCompletions } from './completeWords';
import { beforeText, completion, type Completion, type Completions } from './completion';
import { cursorAt, type Cursor } from '../cursor';
import type { QueryDocument } from '../document';
import { toleranceCompletions } from '../durations';
import { Knowing } from '../known/knowing';
import type { Known } from '../known/known';
import { parametersOf, settingsOf, targetOf } from '../settings';

/**
 * What can be written at a place. Answers at once and never throws, whatever the state of the statement.
 * @param nowMs the current time in milliseconds since 1970
 */
export function complete(document: QueryDocument, offset: number, known: Known, nowMs: bigint): Completions {
  const cursor = cursorAt(document, offset);
  const settings = settingsOf(document, cursor.statement);
  const knowing = new Knowing(known, targetOf(settings));
  const guessing = new Knowing(known, targetOf(settings));
  const { written } = cursor;
  if (written.kind === 'comment') {
    const completions = commentCompletions({ document, cursor, offset, knowing, settings, nowMs });
    const { end } = completions.replace;
    const next = document.text.slice(end, end + 1);
    return { ...completions, hoped: [], items: completions.items.map((item) => beforeText(item, next)) };
  }
  const items = written.text.startsWith('${')
    ? parameterCompletions(document, cursor)
    : itemsAt(cursor, { knowing, guessing, document });
  const rest = document.text.slice(written.end, written.end + 1);
  return {
    items: items.map((item) => beforeText(item, rest)),
    replace: { start: written.start, end: written.end },
    wanted: knowing.wanted,
    hoped: guessing.wanted,
  };
}

function parameterCompletions(document: QueryDocument, { statement }: Cursor): Completion[] {
  const { parameters } = settingsOf(document, statement);
  const used = statement ? parametersOf(document, statement).map(({ name }) => name) : [];
  return [...new Set([...parameters.keys(), ...used])].map((name) => {
    const declaration = parameters.get(name);
    return completion('parameter', `\${${name}}`, {
      detail: declaration?.type ?? 'parameter',
      documentation: declaration?.description ?? '',
    });
  });
}

interface Around {
  readonly document: QueryDocument;
  readonly knowing: Knowing;
  readonly guessing: Knowing;
}

function itemsAt(cursor: Cursor, around: Around): Completion[] {
  const { clause, written, expects } = cursor;
  const { knowing, document } = around;
  if (written.kind === 'string') return stringItems(cursor, around);
  if (clause === 'start') return startCompletions();
  if (cursor.before.at(-1)?.value === 'as') return [];
  if (clause === 'from' && expects === 'operand') return tableCompletions(cursor, knowing);
  const items = expects === 'operand' ? operandItems(cursor, around) : [];
  const words = [...items, ...wordCompletions(cursor, document)];
  return expects === 'operator' && beginsLine(document.text, written.start)
    ? [...words, ...startCompletions()]
    : words;
}

/** Where a statement without `;` may go on, or the next one begin. */
function beginsLine(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === '';
}

/** Inside quotes that are open. */
function stringItems(cursor: Cursor, around: Around): Completion[] {
  const { knowing } = around;
  const quote = cursor.written.text.charAt(0);
  if (cursor.clause === 'from') return tableCompletions(cursor, knowing);
  if (quote === '`') return columnItems(cursor, around);
  if (cursor.clause === 'select') return toleranceItems(cursor, quote);
  return cursor.clause === 'where' ? valueCompletions(cursor, knowing) : [];
}

function toleranceItems({ calls }: Cursor, quote: string): Completion[] {
  return calls.at(-1)?.argument === 1 ? toleranceCompletions(quote) : [];
}

/** Names come after FROM, but are written before it. */
function columnItems(cursor: Cursor, { document, knowing, guessing }: Around): Completion[] {
  const columns = columnCompletions(cursor, knowing);
  return [...likelyColumnCompletions(cursor, guessing, document), ...columns];
}

function operandItems(cursor: Cursor, around: Around): Completion[] {
  const { knowing } = around;
  switch (cursor.clause) {
    case 'select':
      return cursor.calls.at(-1)?.argument === 1 ? toleranceItems(cursor, "'") : columnItems(cursor, around);
    case 'where': {
      const values = valueCompletions(cursor, knowing);
      // A list of labels' values holds nothing else.
      return listAround(cursor) && comparedLabel(cursor) !== undefined && cursor.backend === 'tsdb'
        ? values
        : [...values, ...columnCompletions(cursor, knowing)];
    }
    case 'group by':
      return columnCompletions(cursor, knowing);
    default:
      return [];
  }
}
