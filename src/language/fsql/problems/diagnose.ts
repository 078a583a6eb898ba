import { columnProblems } from './columnProblems';
import { connectionProblems } from './connectionProblems';
import { placedPragma, type QueryDocument, type QueryStatement } from '../document';
import { Knowing } from '../known/knowing';
import type { Known, Wanted } from '../known/known';
import { headerProblems, pragmaProblems, strayProblems } from './pragmaProblems';
import { placedProblem, type Problem } from './problem';
import { rangeProblems } from './rangeProblems';
import { settingsOf, targetOf, timeRangeOf, type Settings } from '../settings';
import { problemsAtStep } from '../statement';
import { tableProblems } from './tableProblems';
import { timeProblems } from './timeProblems';

/**
 * All there is to say about a query file, in the order of the text. What is not known yet, is not complained about.
 * @param nowMs the current time in milliseconds since 1970
 */
export function diagnose(document: QueryDocument, known: Known, nowMs: bigint): Problem[] {
  const problems: Problem[] = [...headerProblems(document), ...connectionProblems(document, known)];
  for (const statement of document.statements) {
    const settings = settingsOf(document, statement);
    problems.push(...statementProblems(statement, settings, nowMs));
    problems.push(...pragmaProblems(document, statement, settings));
    const knowing = new Knowing(known, targetOf(settings));
    problems.push(...tableProblems(statement, knowing), ...columnProblems(statement, knowing, settings));
    problems.push(...timeProblems(document.text, statement, knowing));
    problems.push(...rangeProblems(document, statement, settings, nowMs));
  }
  for (const section of document.sections) {
    if (section.content.statement !== undefined || section.start === 0) continue;
    problems.push(...strayProblems(section.content.pragmas.map((each) => placedPragma(each, section.start))));
  }
  return problems.sort((a, b) => a.start - b.start || a.end - b.end);
}

function statementProblems(
  { content, section }: QueryStatement,
  settings: Settings,
  nowMs: bigint,
): Problem[] {
  const { stepMs } = timeRangeOf(settings, nowMs);
  return problemsAtStep(content, stepMs).map((problem) => placedProblem(problem, section.start));
}

/**
 * What to load so that a document can be diagnosed: the tables that it names.
 * @param offset where given, only for the statement at this place
 */
export function wanted(document: QueryDocument, known: Known, offset?: number): Wanted[] {
  const all = new Map<string, Wanted>();
  for (const statement of document.statements) {
    const { section, content } = statement;
    if (offset !== undefined && (offset < section.start || offset > section.end)) continue;
    const knowing = new Knowing(known, targetOf(settingsOf(document, statement)));
    knowing.tables();
    if (content.table !== '') knowing.table({ backend: content.backend, path: content.table });
    for (const each of knowing.wanted) all.set(JSON.stringify(each), each);
  }
  return [...all.values()];
}
