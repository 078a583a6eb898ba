import type { SqlNode } from '../../sql/ast';
import type { QueryDocument, QueryStatement } from '../document';
import type { ParameterUse } from '../parameters';
import type { Origin, Planned, ReadPlan } from './plan';
import { chartKinds, type PragmaName } from '../pragmas';
import { pragmaFault } from '../problems/pragmaFault';
import { conflicts } from '../problems/pragmaProblems';
import { placedProblem, type Problem } from '../problems/problem';
import { booleanOf, listOf, parametersOf, settingsOf, tryDuration, type Settings } from '../settings';
import { problemsAtStep, readSection, type SectionContent } from '../statement';
import { literalFor, originOf, substitute, valueFault } from './substitute';
import { csvRead, nosqlRead } from './translate';

/**
 * What to read for a statement. Parameters without a value take their default.
 * @param values of parameters, by name
 * @returns the errors, with their places in the document, where it cannot be read as it stands
 */
export function planOf(
  document: QueryDocument,
  statement: QueryStatement,
  values: ReadonlyMap<string, string>,
): Planned {
  const problems: Problem[] = [];
  const resolved = resolve(document, statement, values, problems);
  const settings = settingsOf(document, statement);
  const texts = pragmaTexts(settings, resolved.values, problems);
  const { content, toDocument } = resolved;
  problems.push(...conflicts(settings, content.backend));
  const stepMs = tryDuration(texts.get('step') ?? '') ?? 0n;
  for (const problem of problemsAtStep(content, stepMs)) {
    if (problem.severity !== 'error') continue;
    // Edits of a text with values in it would change the wrong places.
    const whole = content === statement.content ? placedProblem(problem, statement.section.start) : problem;
    const fixes = whole === problem ? [] : whole.fixes;
    problems.push({ ...problem, ...toDocument(problem), fixes });
  }
  if (content.table === '' && !problems.some(({ severity }) => severity === 'error')) {
    problems.push(error(statement, 'syntax', 'a query needs FROM and a table'));
  }
  if (problems.length > 0) return { problems };
  return { plan: planFrom(content, texts, toDocument) };
}

interface Resolved {
  readonly content: SectionContent;
  /** Of the parameters that have one. */
  readonly values: ReadonlyMap<string, string>;
  readonly toDocument: (node: SqlNode) => SqlNode;
}

function resolve(
  document: QueryDocument,
  statement: QueryStatement,
  given: ReadonlyMap<string, string>,
  problems: Problem[],
): Resolved {
  const values = new Map<string, string>();
  const parameters = new Map(parametersOf(document, statement).map((each) => [each.name, each]));
  for (const { name, declaration, uses } of parameters.values()) {
    const value = given.get(name) ?? declaration?.default;
    const place = uses[0] ?? statement;
    if (value === undefined) {
      problems.push(error(place, 'parameter', `parameter ${name} has no value`));
      continue;
    }
    const fault = valueFault(value, declaration ?? { type: 'text', choices: [] });
    if (fault === undefined) values.set(name, value);
    else problems.push(error(place, 'parameter', `parameter ${name} ${fault}, not ${JSON.stringify(value)}`));
  }
  const { content, section } = statement;
  const literal = (use: ParameterUse): string => {
    const value = values.get(use.name);
    if (value === undefined) return content.masked.slice(use.start, use.end);
    return literalFor(value, use, parameters.get(use.name)?.declaration, quoteAround(content, use));
  };
  const uses = content.parameters.filter(({ place }) => place !== 'pragma');
  if (uses.length === 0) return { content, values, toDocument: (node) => justPlace(node, section.start) };
  const substituted = substitute(content.text, uses, literal);
  return {
    content: readSection(substituted.text),
    values,
    toDocument: (node) => justPlace(substituted.toSource(node), section.start),
  };
}

function justPlace({ start, end }: SqlNode, base: number): SqlNode {
  return { start: start + base, end: end + base };
}

function quoteAround({ tokens, text }: SectionContent, { start }: SqlNode): string {
  const token = tokens.find((each) => each.start <= start && each.end > start);
  return text.charAt(token?.start ?? start);
}

type Texts = ReadonlyMap<PragmaName, string>;

/** The values of the pragmas, with those of parameters in them. */
function pragmaTexts({ pragma }: Settings, values: ReadonlyMap<string, string>, problems: Problem[]): Texts {
  const texts = new Map<PragmaName, string>();
  for (const [name, { value, valueNode }] of pragma) {
    const text = value.replace(
      /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g,
      (use, key: string) => values.get(key) ?? use,
    );
    if (text.includes('${')) continue;
    const fault = pragmaFault(name, text);
    if (fault === undefined) texts.set(name, text);
    else problems.push(error(valueNode, 'badPragmaValue', `@${name} ${fault}`));
  }
  return texts;
}

function planFrom(content: SectionContent, texts: Texts, toDocument: (node: SqlNode) => SqlNode): ReadPlan {
  const given = (name: PragmaName): string | undefined => texts.get(name) || undefined;
  const flag = (name: PragmaName): boolean => texts.has(name) && booleanOf(texts.get(name) ?? '') === true;
  const list = (name: PragmaName): readonly string[] => listOf(texts.get(name) ?? '');
  const { backend, table } = content;
  const base = {
    table,
    connection: given('connection'),
    container: given('container'),
    name: given('name'),
    chart: chartKinds.find((kind) => kind === given('chart')),
  };
  switch (backend) {
    case 'tsdb':
      return {
        ...base,
        backend,
        ...sqlOf(content, toDocument),
        start: given('start'),
        end: given('end'),
        step: given('step'),
        aggregationWindow: given('window'),
        multiIndex: flag('multi_index'),
      };
    case 'nosql': {
      const { columns, filter } = nosqlRead(content);
      return {
        ...base,
        backend,
        columns,
        filter,
        shardingKeys: list('sharding_keys'),
        sortKeyRangeStart: given('sort_key_start'),
        sortKeyRangeEnd: given('sort_key_end'),
        resetIndex: flag('reset_index'),
      };
    }
    case 'stream': {
      const shards = list('shard');
      const start = given('start');
      const sequence = given('sequence');
      const seek = seekOf(given('seek'), { start, sequence });
      return {
        ...base,
        backend,
        shards: shards.length === 0 || shards.includes('all') ? 'all' : shards,
        seek,
        sequence: seek === 'sequence' ? BigInt(sequence ?? '1') : undefined,
        start: seek === 'time' ? start : undefined,
      };
    }
    case 'csv':
      return { ...base, backend, limit: csvRead(content).limit };
  }
}

type Seek = Extract<ReadPlan, { backend: 'stream' }>['seek'];

function seekOf(
  seek: string | undefined,
  { start, sequence }: { readonly start: string | undefined; readonly sequence: string | undefined },
): Seek {
  switch (seek?.toLowerCase()) {
    case 'earliest':
    case 'latest':
    case 'time':
    case 'sequence':
      return seek.toLowerCase() as Seek;
    default:
      if (sequence !== undefined) return 'sequence';
      return start === undefined ? 'earliest' : 'time';
  }
}

/** The statement on one line, without comments. */
function sqlOf(
  { tokens, masked }: SectionContent,
  toDocument: (node: SqlNode) => SqlNode,
): { readonly sql: string; readonly origins: readonly Origin[] } {
  const origins: Origin[] = [];
  let sql = '';
  let end = -1;
  for (const token of tokens) {
    if (token.kind === 'comment' || token.kind === 'end' || token.text === ';') continue;
    if (end >= 0 && token.start > end) sql += ' ';
    const source = toDocument(token);
    const verbatim = source.end - source.start === token.end - token.start;
    origins.push({ at: sql.length, ...source, verbatim });
    sql += masked.slice(token.start, token.end);
    end = token.end;
  }
  return { sql, origins };
}

/**
 * Where in the document the place is that a service's complaint about a query means: `… at position 17 near 'x'`, counted in
 * bytes up to the character behind the word at fault.
 */
export function placeOfComplaint(
  sql: string,
  origins: readonly Origin[],
  complaint: string,
): SqlNode | undefined {
  const found = /\bat position (\d+)/.exec(complaint)?.[1];
  if (found === undefined) return undefined;
  const end = unitsOf(sql, Number(found) - 1);
  const origin = origins.findLast(({ at }) => at < end) ?? origins.at(-1);
  return origin && originOf(origins, origin.at, Math.max(end, origin.at + 1));
}

/** UTF-16 units in the first so many bytes of UTF-8. */
function unitsOf(text: string, bytes: number): number {
  let units = 0;
  for (let passed = 0; units < text.length && passed < bytes;) {
    const char = String.fromCodePoint(text.codePointAt(units) ?? 0);
    passed += Buffer.byteLength(char);
    units += char.length;
  }
  return units;
}

function error({ start, end }: SqlNode, code: Problem['code'], message: string): Problem {
  return { severity: 'error', code, message, advice: undefined, fixes: [], start, end };
}
