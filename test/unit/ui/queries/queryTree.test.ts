import { describe, expect, it } from 'vitest';
import { agoText, statementLine } from '../../../../src/ui/queries/historyText';
import {
  childrenOf,
  fileNode,
  folderNode,
  queryNameProblem,
  rootNames,
  rootNode,
} from '../../../../src/ui/queries/queryTree';

describe('the tree of saved queries', () => {
  it('lists folders first, then queries by name and number', () => {
    const paths = ['q10.fsql', 'Q2.fsql', 'reports/cpu.fsql', 'readme.md'];
    const nodes = [...paths.map(fileNode).filter((node) => node !== undefined), folderNode('reports')];
    expect(childrenOf(nodes, '').map(({ name }) => name)).toEqual(['reports', 'Q2', 'q10']);
    expect(childrenOf(nodes, 'reports').map(({ path }) => path)).toEqual(['reports/cpu.fsql']);
  });

  it('keeps folders of the workspace apart that have one name', () => {
    const names = rootNames(['app', 'lib', 'app', 'app (2)', 'a/b']);
    expect(names).toEqual(['app', 'lib', 'app (2)', 'app (2) (2)', 'a∕b']);
    const nodes = [...names.map(rootNode), fileNode('app (2)/q.fsql')].filter((node) => node !== undefined);
    expect(childrenOf(nodes, '').map(({ kind }) => kind)).toEqual(names.map(() => 'queryRoot'));
    expect(childrenOf(nodes, 'app (2)').map(({ name }) => name)).toEqual(['q']);
  });

  it.each([
    ['cpu', undefined],
    ['reports/cpu of hosts', undefined],
    ['', /Enter/],
    ['a//b', /folders/],
    ['../out', /folders/],
    ['a\\b', /cannot contain/],
    ['Taken', /already/],
  ])('judges the name %j', (name, words) => {
    const problem = queryNameProblem(name, ['taken.fsql']);
    if (words === undefined) expect(problem).toBeUndefined();
    else expect(problem).toMatch(words);
  });
});

it('shows a statement on one line, without its comments', () => {
  expect(statementLine('-- @start now-1d\n\nSELECT *\n  FROM t;\n')).toBe('SELECT * FROM t;');
});

it.each([
  [30_000, 'just now'],
  [5 * 60_000, '5 min ago'],
  [3 * 3_600_000, '3 h ago'],
  [48 * 3_600_000, '2023-11-12'],
])('says that %d ms before is %s', (before, text) => {
  const now = 1_700_000_000_000;
  expect(agoText(now - before, now)).toBe(text);
});
