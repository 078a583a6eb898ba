import type { SqlNode } from '../../sql/ast';
import type { QueryDocument, QueryStatement } from '../document';
import { durationWords } from '../durations';
import { lineRemoval } from './edits';
import { meantMoment } from './meantMoment';
import { nearest } from './nearest';
import { declarationOf } from '../parameters';
import { pragmaFault } from './pragmaFault';
import { isPragmaName, pragmaInfo, pragmas, type Backend, type Pragma } from '../pragmas';
import { fix, type Fix, type Problem } from './problem';
import { momentText } from '../moments';
import { parametersOf, type Settings } from '../settings';

/** Of those that bind the file. */
export function headerProblems(document: QueryDocument): Problem[] {
  const { header, statements, text } = document;
  const problems = strayProblems(header, text);
  const used = new Set(statements.map(({ content }) => content.backend));
  if (used.size > 0) problems.push(...header.flatMap((each) => unusedProblem(each, [...used], text)));
  return problems;
}

/** Of those that bind one statement, and of what all that bind it say together. */
export function pragmaProblems(
  document: QueryDocument,
  statement: QueryStatement,
  settings: Settings,
): Problem[] {
  const { text } = document;
  const { backend } = statement.content;
  const problems = strayProblems(statement.pragmas, text);
  problems.push(...statement.pragmas.flatMap((each) => unusedProblem(each, [backend], text)));
  problems.push(...conflicts(settings, backend).filter(({ start }) => isOwn(start, document, statement)));
  for (const { name, declaration, uses } of parametersOf(document, statement, settings)) {
    const [use] = uses;
    if (declaration !== undefined || use === undefined) continue;
    const line = `-- @param ${name} type=text\n`;
    problems.push({
      ...about(use, 'hint', 'parameter', `parameter ${name} is not declared: it is asked for as a text`),
      fixes: [fix(`Declare ${name}`, { start: 0, end: 0, text: line })],
    });
  }
  return problems;
}

/** What the header says is complained about once, with the first statement. */
function isOwn(start: number, { header }: QueryDocument, { index }: QueryStatement): boolean {
  return index === 0 || !header.some((each) => each.start <= start && start <= each.end);
}

/** Settings that need each other. The plan of a read refuses the same. */
export function conflicts({ pragma }: Settings, backend: Backend): Problem[] {
  const needs: [Pragma | undefined, boolean, string][] = [];
  if (backend === 'nosql') {
    const hasKeys = pragma.has('sharding_keys');
    for (const name of ['sort_key_start', 'sort_key_end'] as const) {
      needs.push([pragma.get(name), hasKeys, `@${name} needs @sharding_keys to search in`]);
    }
  } else if (backend === 'stream') {
    const seek = pragma.get('seek');
    const kind = seek?.value.toLowerCase();
    if (kind === 'time') needs.push([seek, pragma.has('start'), '@seek time needs @start']);
    if (kind === 'sequence') needs.push([seek, pragma.has('sequence'), '@seek sequence needs @sequence']);
  }
  return needs.flatMap(([each, isMet, message]) =>
    each === undefined || isMet ? [] : [about(each, 'error', 'badPragmaValue', message)],
  );
}

/** Of any pragmas, whatever they bind: names and values. */
export function strayProblems(list: readonly Pragma[], text = ''): Problem[] {
  const seen = new Set<string>();
  return list.flatMap((pragma) => {
    const { name, value, nameNode, valueNode } = pragma;
    if (name === '') return [];
    if (!isPragmaName(name)) return [unknownProblem(pragma)];
    if (name === 'param') return parameterProblems(pragma);
    if (seen.has(name)) {
      const remove = fix('Remove this line', lineRemoval(text, pragma));
      const message = `@${name} stands here twice; the last one counts`;
      return [
        { ...about(nameNode, 'warning', 'repeatedPragma', message), fixes: text === '' ? [] : [remove] },
      ];
    }
    seen.add(name);
    if (value.includes('${')) return [];
    const fault = pragmaFault(name, value);
    if (fault === undefined) return surprises(pragma);
    const node = value === '' ? nameNode : valueNode;
    return [{ ...about(node, 'error', 'badPragmaValue', `@${name} ${fault}`), fixes: valueFixes(pragma) }];
  });
}

const synonyms: ReadonlyMap<string, string> = new Map([
  ['conn', 'connection'],
  ['server', 'connection'],
  ['from', 'start'],
  ['since', 'start'],
  ['to', 'end'],
  ['until', 'end'],
  ['aggregation_window', 'window'],
  ['aggregationwindow', 'window'],
  ['interval', 'step'],
  ['shards', 'shard'],
  ['shard_id', 'shard'],
  ['seq', 'sequence'],
  ['title', 'name'],
  ['block', 'name'],
  ['parameter', 'param'],
  ['sort_key_range_start', 'sort_key_start'],
  ['sort_key_range_end', 'sort_key_end'],
]);

function unknownProblem({ name, nameNode }: Pragma): Problem {
  const plain = name.toLowerCase().replaceAll('-', '_');
  const meant = synonyms.get(plain) ?? nearest(plain, Object.keys(pragmas));
  return {
    ...about(nameNode, 'warning', 'unknownPragma', `@${name} means nothing here`),
    advice:
      meant === undefined ? `settings are ${Object.keys(pragmas).join(', ')}` : `did you mean @${meant}?`,
    fixes: meant === undefined ? [] : [fix(`Write @${meant}`, { ...node(nameNode), text: `@${meant}` })],
  };
}

function valueFixes({ name, value, valueNode }: Pragma): Fix[] {
  const info = pragmaInfo(name);
  const write = (text: string): Fix => fix(`Write ${text}`, { ...node(valueNode), text });
  if (value === '' || info === undefined) return [];
  if (typeof info.value !== 'string') {
    const meant = nearest(value, info.value);
    return meant === undefined ? [] : [write(meant)];
  }
  if (info.value === 'moment') {
    const meant = meantMoment(value);
    if (meant !== undefined) return [write(meant)];
  }
  if (info.value === 'duration') {
    const written = /^(\d+)\s*(s|m|h|d)(?:ec|in|our|ay)/i.exec(value);
    if (written) return [write(`${written[1] ?? ''}${(written[2] ?? '').toLowerCase()}`)];
  }
  return [];
}

/** Values that are taken, but perhaps not as they were meant. */
function surprises({ name, value, valueNode }: Pragma): Problem[] {
  const info = pragmaInfo(name);
  const write = (text: string): Fix => fix(`Write ${text}`, { ...node(valueNode), text });
  if (info?.value === 'duration' && /^\d+$/.test(value) && value !== '0') {
    const message = `${value} without a unit means ${durationWords(`${value}h`)}`;
    return [
      {
        ...about(valueNode, 'information', 'badPragmaValue', message),
        fixes: [write(`${value}h`), write(`${value}m`), write(`${value}s`)],
      },
    ];
  }
  if (info?.value === 'moment' && /^\d{9,10}$/.test(value)) {
    const message = `times are in milliseconds: this is ${momentText(value, 0n)}`;
    return [{ ...about(valueNode, 'warning', 'badPragmaValue', message), fixes: [write(`${value}000`)] }];
  }
  return [];
}

function parameterProblems(pragma: Pragma): Problem[] {
  const declaration = declarationOf(pragma);
  if (declaration === undefined) {
    const message = 'a parameter begins with its name, for example -- @param host type=text default=a';
    return [about(pragma, 'error', 'badPragmaValue', message)];
  }
  return declaration.faults.map((fault) => about(fault, 'warning', 'badPragmaValue', fault.message));
}

function unusedProblem(pragma: Pragma, used: readonly Backend[], text: string): Problem[] {
  const heeding = pragmaInfo(pragma.name)?.backends;
  if (heeding === undefined || used.some((backend) => heeding.includes(backend))) return [];
  const message = `@${pragma.name} means nothing to ${used.join(' or ')}: it is for ${heeding.join(' and ')}`;
  return [
    {
      ...about(pragma.nameNode, 'warning', 'unusedPragma', message),
      fixes: [fix('Remove this line', lineRemoval(text, pragma))],
    },
  ];
}

function node({ start, end }: SqlNode): SqlNode {
  return { start, end };
}

function about(
  place: SqlNode,
  severity: Problem['severity'],
  code: Problem['code'],
  message: string,
): Problem {
  return { severity, code, message, advice: undefined, fixes: [], start: place.start, end: place.end };
}
