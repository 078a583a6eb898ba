import { describe, expect, it } from 'vitest';
import {
  addressProblem,
  nameProblem,
  rowLimitProblem,
  suggestName,
  webApiProblem,
} from '../../../../src/ui/connections/connection';

describe('addressProblem', () => {
  it.each([
    'framesd:8081',
    'grpc://framesd:8081',
    'http://framesd:8080',
    'https://framesd',
    '127.0.0.1:1',
    '[::1]:8081',
    ' framesd:8081 ',
    'framesd',
  ])('accepts %s', (text) => expect(addressProblem(text)).toBeUndefined());

  it.each([
    ['', /Enter host and port/],
    ['   ', /Enter host and port/],
    ['ftp://framesd:21', /Unknown protocol/],
    ['framesd:0', /from 1 to 65535/],
    ['framesd:70000', /from 1 to 65535/],
    ['framesd:80/path', /port/],
    ['two words:80', /no address/],
    ['::1:8081', /brackets/],
    ['user:secret@host:1', /user or password/],
  ])('says what is wrong with “%s”', (text, words) => {
    expect(addressProblem(text)).toMatch(words);
    expect(addressProblem(text)).toMatch(/\.$/);
  });
});

it.each([
  ['', undefined],
  ['https://webapi.example', undefined],
  ['http://127.0.0.1:8085', undefined],
  ['webapi.example', /URL/],
  ['ftp://webapi.example', /URL/],
  ['https://me:secret@webapi.example', /credentials/],
])('judges the web API %s', (text, words) => {
  if (words === undefined) expect(webApiProblem(text)).toBeUndefined();
  else expect(webApiProblem(text)).toMatch(words);
});

it.each([
  ['', undefined],
  ['1', undefined],
  ['100000000', undefined],
  ['100000001', /1 to 100000000/],
  ['0', /whole number/],
  ['-5', /whole number/],
  ['1e3', /whole number/],
  ['1.5', /whole number/],
])('judges the row limit “%s”', (text, words) => {
  if (words === undefined) expect(rowLimitProblem(text)).toBeUndefined();
  else expect(rowLimitProblem(text)).toMatch(words);
});

describe('names', () => {
  it('are there once, whatever their case', () => {
    expect(nameProblem('lab', ['Lab'])).toMatch(/already/);
    expect(nameProblem('lab', ['Labs'])).toBeUndefined();
    expect(nameProblem(' ', [])).toMatch(/Enter/);
    expect(nameProblem('x'.repeat(65), [])).toMatch(/64/);
  });

  it('are proposed from the host, and numbered', () => {
    expect(suggestName('grpc://framesd:8081', [])).toBe('framesd');
    expect(suggestName('framesd:8081', ['framesd', 'framesd 2'])).toBe('framesd 3');
    expect(suggestName(`${'h'.repeat(200)}:1`, []).length).toBeLessThanOrEqual(64);
  });
});
