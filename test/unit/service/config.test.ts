import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, findConfig, parseConfig, readConfig } from '../../../src/service/config';
import { sevenDays } from '../../../src/service/history';

/** As deployments of the original write it. */
const full = `
log:
  level: debug
limit: 1000
timeout: 30
webApiEndpoint: http://webapi:8081
container: bigdata
username: iguazio
password: 4711
sessionKey: s3ss
workers: 8
querierCacheSize: 64
disableProfiling: true
historyFileDurationSpans: 1h
HISTORYFILENUM: 48
data: /srv/frames
accessKey: letmein
backends:
  - type: kv
    maxRecordsInferSchema: 3
  - Type: CSV
    NAME: weather
    rootDir: /data/weather
    workers: 2
  - type: tsdb
unknown: [1, 2]
`;

describe('a configuration', () => {
  test('has the keys of the original, in any case', () => {
    expect(parseConfig(full)).toEqual({
      logLevel: 'debug',
      session: {
        url: 'http://webapi:8081',
        container: 'bigdata',
        user: 'iguazio',
        password: '4711',
        token: 's3ss',
      },
      history: { spanMillis: 3_600_000n, spans: 48n },
      data: '/srv/frames',
      accessKey: 'letmein',
      backends: [
        { type: 'kv', name: 'kv', rootDir: '', maxRecordsInferSchema: 3 },
        { type: 'CSV', name: 'weather', rootDir: '/data/weather', maxRecordsInferSchema: undefined },
        { type: 'tsdb', name: 'tsdb', rootDir: '', maxRecordsInferSchema: undefined },
      ],
    });
  });

  test('needs only backends', () => {
    expect(parseConfig('backends: [{type: kv}]')).toMatchObject({
      logLevel: 'info',
      session: { url: '', container: '', user: '', password: '', token: '' },
      history: sevenDays,
      data: '',
      accessKey: '',
    });
  });

  test('can switch the history off', () => {
    expect(parseConfig('{DisableHistory: true, backends: [{type: kv}]}').history).toBe(false);
    expect(parseConfig('{disablehistory: false, backends: [{type: kv}]}').history).toEqual(sevenDays);
  });

  test.each([
    ['', 'no backends'],
    ['backends: []', 'no backends'],
    ['backends:', 'no backends'],
    ['backends: [{name: x}]', 'backend "x" missing type'],
    ['backends: [{}]', 'backend "" missing type'],
    ['backends: [{type: kv}, {type: csv, name: kv}]', 'backend 1 - duplicate name "kv"'],
  ])('%j is bad: %s', (text, reason) => {
    const words = `error: can't create HTTP server - bad configuration: ${reason}`;
    expect(() => parseConfig(text)).toThrow(new ConfigError(words));
  });

  test.each([
    ['just words', 'the file must be a mapping'],
    ['[1]', 'the file must be a mapping'],
    ['log: loud', 'log must be a mapping'],
    ['backends: {type: kv}', 'backends must be a list'],
    ['backends: [kv]', 'backends[0] must be a mapping'],
    ['backends: [{type: [kv]}]', 'backends[0].type must be a text'],
    ['{backends: [{type: kv}], HistoryFileNum: -1}', 'HistoryFileNum must be a whole number from 0 on'],
    [
      '{backends: [{type: kv}], HistoryFileDurationSpans: soon}',
      'HistoryFileDurationSpans must be a duration such as 24h',
    ],
    ['{backends: [{type: kv}], disableHistory: "yes"}', 'DisableHistory must be true or false'],
  ])('%j cannot be read: %s', (text, reason) => {
    expect(() => parseConfig(text)).toThrow(new ConfigError(`error: can't unmarshal config - ${reason}`));
  });

  test('that is no YAML cannot be read, and no value of it is told', () => {
    const parse = () => parseConfig('log: {}\npassword: hush]: [');
    expect(parse).toThrow(/^error: can't unmarshal config - .* at line 2, column \d+$/);
    expect(parse).not.toThrow('hush');
  });

  test('is the one that is named, else that of the machine if there is one, else none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'frames-config-'));
    const [named, machine, missing] = ['named', 'machine', 'missing'].map((name) => join(folder, name));
    await writeFile(named ?? '', '{container: a, backends: [{type: kv}]}');
    await writeFile(machine ?? '', '{container: b, backends: [{type: kv}]}');
    expect((await findConfig({ named, machine }))?.session.container).toBe('a');
    expect((await findConfig({ named: undefined, machine }))?.session.container).toBe('b');
    expect(await findConfig({ named: undefined, machine: missing })).toBe(undefined);
    await expect(findConfig({ named: missing, machine })).rejects.toThrow("error: can't read config");
    await expect(findConfig({ named: '', machine })).rejects.toThrow('error: no config file given');
    await rm(folder, { recursive: true });
  });

  test('that is not there is told in the words of the original', async () => {
    await expect(readConfig('/nowhere/framesd.yaml')).rejects.toThrow(
      new ConfigError("error: can't read config - open /nowhere/framesd.yaml: no such file or directory"),
    );
    await expect(readConfig('/')).rejects.toThrow("error: can't read config - read /: is a directory");
  });
});
