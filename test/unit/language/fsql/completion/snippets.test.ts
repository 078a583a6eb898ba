import { describe, expect, it } from 'vitest';
import { complete } from '../../../../../src/language/fsql/completion/complete';
import { snippetCompletions } from '../../../../../src/language/fsql/completion/snippets';
import { readDocument } from '../../../../../src/language/fsql/document';
import { nothingKnown } from '../../../../../src/language/fsql/known/known';
import { diagnose } from '../../../../../src/language/fsql/problems/diagnose';
import { known, nowMs } from '../fixtures';

const snippets = snippetCompletions();

describe('a snippet', () => {
  it.each(snippets)('$label has nothing wrong with it', ({ insert }) => {
    const text = insert
      .replace(/\$\{\d+\|([^,|]*)[^}]*\|\}/g, '$1')
      .replace(/\$\{\d+:([^}]*)\}/g, '$1')
      .replace(/\$\d/g, '');
    expect(text).not.toContain('$');
    const document = readDocument(text);
    expect(document.statements.length + document.header.length).toBeGreaterThan(0);
    expect(
      diagnose(document, nothingKnown, nowMs).filter(({ severity }) => severity !== 'information'),
    ).toEqual([]);
  });

  const offered = (text: string): readonly string[] => {
    const offset = text.indexOf('|');
    const { items } = complete(readDocument(text.replace('|', '')), offset, known, nowMs);
    return items.filter(({ kind }) => kind === 'snippet').map(({ label }) => label);
  };
  const all = ['SELECT … FROM …', ...snippets.map(({ label }) => label)];

  it.each(['|', 's|', '-- @start now-1d\n|', "select cpu from 'metrics/cpu';\n\n|"])(
    'is offered at the start of a statement: %j',
    (text) => expect(offered(text)).toEqual(all),
  );

  it.each([
    'select |',
    'select avg(|',
    'select cpu |',
    'select cpu from |',
    "select cpu from 'metrics/cpu' |",
    "select cpu from 'metrics/cpu' where |",
    "select cpu from 'metrics/cpu' where host = |",
    '-- |',
    '-- @step |',
  ])('is not offered inside: %j', (text) => expect(offered(text)).toEqual([]));
});
