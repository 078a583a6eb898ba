import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { pragmas } from '../../../../src/language/fsql/pragmas';
import { aggregates, interpolatorOf, interpolators } from '../../../../src/language/sql/functions';
import { reservedWords } from '../../../../src/language/sql/keywords';

const folder = path.join(__dirname, '../../../../media/language');
const read = (name: string): unknown => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'));

interface Rule {
  readonly include?: string;
  readonly name?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly patterns?: readonly Rule[];
}

interface Grammar extends Rule {
  readonly scopeName: string;
  readonly repository: Readonly<Record<string, Rule>>;
}

const grammar = read('frames-sql.tmLanguage.json') as Grammar;

function rulesIn(rule: Rule): Rule[] {
  return [rule, ...(rule.patterns ?? []).flatMap(rulesIn)];
}

/** The patterns keep to what the expressions of JavaScript share with those of the editor, but for `(?i)`. */
function pattern(text: string): RegExp {
  return new RegExp(text.replace('(?i)', ''), text.startsWith('(?i)') ? 'iu' : 'u');
}

/** The first thing that a rule of the repository makes of a text. */
function found(rule: string, text: string): string | undefined {
  const { match, begin, patterns = [] } = grammar.repository[rule] ?? {};
  const all = [match ?? begin, ...patterns.map((each) => each.match ?? each.begin)].filter(
    (each) => each !== undefined,
  );
  return all.map((each) => pattern(each).exec(text)?.[0]).find((each) => each !== undefined);
}

describe('the grammar', () => {
  const rules = [...rulesIn(grammar), ...Object.values(grammar.repository).flatMap(rulesIn)];

  it('has the scope that the manifest names', () => {
    expect(grammar.scopeName).toBe('source.frames-sql');
  });

  it('has no pattern that does not compile, and includes only what is there', () => {
    for (const { match, begin, end, include } of rules) {
      for (const text of [match, begin, end])
        if (text !== undefined) expect(() => pattern(text)).not.toThrow();
      if (include !== undefined) expect(Object.keys(grammar.repository)).toContain(include.slice(1));
    }
    expect(rules.length).toBeGreaterThan(20);
  });

  it.each(Object.keys(aggregates))('knows the function %s', (name) => {
    expect(found('aggregate', `${name}(cpu)`)).toBe(name);
    expect(found('aggregate', `${name}_all (cpu)`)).toBe(`${name}_all`);
  });

  it.each([...Object.keys(interpolators), 'lin'])('knows the interpolator %s', (name) => {
    expect(interpolatorOf(name)).toBeDefined();
    expect(found('interpolator', `${name}(cpu)`)).toBe(name);
  });

  it.each(Object.keys(pragmas))('knows the pragma @%s', (name) => {
    expect(found('pragma', `-- @${name} x`)).toBe(`-- @${name}`);
  });

  it('knows no other pragma', () => {
    const begin = pattern(grammar.repository['pragma']?.begin ?? '');
    expect(begin.test('-- @step 5m')).toBe(true);
    expect(begin.test('-- @stpe 5m')).toBe(false);
    expect(begin.test('-- @names')).toBe(false);
  });

  it('knows keywords in any case, and not behind a dot', () => {
    for (const word of ['select', 'FROM', 'Where', 'group', 'not', 'TRUE']) {
      expect(found('keyword', word)).toBe(word);
      expect(reservedWords.has(word.toLowerCase())).toBe(true);
    }
    expect(found('keyword', '.select')).toBeUndefined();
    expect(found('keyword', 'selected')).toBeUndefined();
  });

  it('ends a text whose quote nobody closed with its statement', () => {
    const [single] = grammar.repository['string']?.patterns ?? [];
    expect(pattern(single?.end ?? '').exec("abc' ;")?.index).toBe(3);
    expect(pattern(single?.end ?? '').exec('abc;')?.index).toBe(3);
    expect(pattern(single?.end ?? '').exec('a;b')).toBeNull();
  });
});

describe('the language configuration', () => {
  const configuration = read('language-configuration.json') as {
    readonly comments: unknown;
    readonly wordPattern: string;
  };

  it('comments as the language does', () => {
    expect(configuration.comments).toEqual({ lineComment: '--', blockComment: ['/*', '*/'] });
  });

  it('takes names and durations for words', () => {
    const words = "avg(cpu_1) 'now-15m' @x".match(new RegExp(configuration.wordPattern, 'g'));
    expect(words).toEqual(['avg', 'cpu_1', 'now', '-15m', '@x']);
  });

  it('offers settings while their names are typed, though they stand in comments', () => {
    const manifest = read('../../package.json') as {
      readonly contributes: { readonly configurationDefaults: Readonly<Record<string, unknown>> };
    };
    expect(manifest.contributes.configurationDefaults['[frames-sql]']).toMatchObject({
      'editor.quickSuggestions': { comments: 'on' },
    });
  });
});
