import { printString, printTableName } from '../../sql/print';
import type { QueryStatement } from '../document';
import type { Knowing } from '../known/knowing';
import { nearest } from './nearest';
import { isInParameter } from '../parameters';
import { backends, type Backend } from '../pragmas';
import { fix, placed, type Fix, type Problem } from './problem';
import { backendOf } from '../statement';

/** What a FROM names: tables that are not there, or are of another kind. */
export function tableProblems({ content, section }: QueryStatement, knowing: Knowing): Problem[] {
  const { select, table, tableNode, backend, qualifier, sql } = content;
  if (select === undefined) return [];
  const problems: Problem[] = [];
  if (qualifier && tableNode && backendOf(qualifier.name) === undefined) {
    const meant = nearest(qualifier.name, backends);
    const whole = { start: qualifier.start, end: tableNode.end };
    problems.push({
      severity: 'warning',
      code: 'unknownQualifier',
      message: `${qualifier.name} is no kind of table: the service reads over what stands before the dot`,
      advice: `kinds are ${backends.join(', ')}; a path with a dot needs quotes`,
      fixes: [
        ...(meant
          ? [
              fix(
                `Write ${meant}.`,
                placed({ start: qualifier.start, end: qualifier.end, text: `${meant}.` }, section.start),
              ),
            ]
          : []),
        fix(
          'Take the dot as part of the path',
          placed({ ...whole, text: printString(`${qualifier.name}.${table}`) }, section.start),
        ),
      ],
      ...placed({ start: qualifier.start, end: qualifier.end }, section.start),
    });
  }
  const isEmpty = tableNode !== undefined && table === '' && !isInParameter(tableNode, content.parameters);
  if (isEmpty || (select.from.length === 0 && backend === 'tsdb' && sql.parse.problems.length === 0)) {
    const word = { start: select.start, end: select.start + 'select'.length };
    const { start, end } = placed(isEmpty ? tableNode : word, section.start);
    problems.push({
      severity: 'error',
      code: 'syntax',
      message: isEmpty ? 'the path of a table is missing' : 'FROM and a table are missing',
      advice: undefined,
      fixes: [],
      start,
      end,
    });
  }
  // Of a path without quotes only the first word was read.
  const isPart = /^[/\-.:]\w/.test(content.text.slice(tableNode?.end));
  if (tableNode === undefined || table === '' || isPart) return problems;
  const tables = knowing.tables();
  const listed = tables?.some((each) => each.backend === backend && samePath(each.path, table));
  const isMissing = knowing.table({ backend, path: table }) === 'missing';
  if (!isMissing || listed === true) return problems;
  const place = {
    start: qualifier && backendOf(qualifier.name) ? qualifier.start : tableNode.start,
    end: tableNode.end,
  };
  const write = (kind: Backend, path: string): Fix => {
    const text = `${kind === 'tsdb' ? '' : `${kind}.`}${printTableName(path)}`;
    return fix(`Write ${text}`, placed({ ...place, text }, section.start));
  };
  const elsewhere = (tables ?? []).filter(({ path }) => samePath(path, table));
  const [other] = elsewhere;
  if (other) {
    problems.push({
      severity: 'error',
      code: 'wrongBackend',
      message: `${table} is a ${other.backend} table, not ${backend}`,
      advice:
        other.backend === 'tsdb'
          ? 'time series need nothing before their path'
          : `write ${other.backend}. before its path`,
      fixes: elsewhere.map((each) => write(each.backend, each.path)),
      ...placed(place, section.start),
    });
    return problems;
  }
  const meant = nearest(
    table,
    (tables ?? []).map(({ path }) => path),
  );
  const suggested = (tables ?? []).filter(({ path }) => path === meant);
  problems.push({
    severity: 'error',
    code: 'unknownTable',
    message: `there is no ${backend} table ${printTableName(table)}`,
    advice: meant === undefined ? undefined : `did you mean ${meant}?`,
    fixes: suggested.map((each) => write(each.backend, each.path)),
    ...placed(place, section.start),
  });
  return problems;
}

function samePath(a: string, b: string): boolean {
  return a.replace(/^\/+|\/+$/g, '') === b.replace(/^\/+|\/+$/g, '');
}
