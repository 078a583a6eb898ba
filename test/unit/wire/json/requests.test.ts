import { describe, expect, it } from 'vitest';
import type { Scalar } from '../../../../src/data/dtype';
import type { JsonForm } from '../../../../src/wire/json/forms';
import {
  createRequest,
  decodeJson,
  deleteRequest,
  encodeJson,
  execRequest,
  historyRequest,
  readRequest,
} from '../../../../src/wire/json/requests';
import * as messages from '../../../../src/wire/messages';

const decode = <T>(form: JsonForm<T>, text: string): T => decodeJson(form, Buffer.from(text));
const read = (text: string) => decode(readRequest, text);
const args = (text: string) => decode(execRequest, `{"args":${text}}`).args;

const session: messages.SessionMessage = {
  url: 'http://h',
  container: 'bigdata',
  path: '/p',
  user: 'u"<ü',
  password: 'p',
  token: 't',
  id: 'i',
};

const schema: messages.TableSchema = {
  type: 't',
  namespace: 'n',
  name: 'x',
  doc: 'd',
  aliases: ['a', ''],
  fields: [
    {
      name: 'f',
      doc: '',
      default: { dtype: 'integer', value: -5n },
      type: 'long',
      properties: new Map([['p', { dtype: 'boolean', value: false }]]),
    },
    { name: 'g', doc: 'x', default: undefined, type: '', properties: new Map() },
  ],
  key: { shardingKey: ['a'], sortingKey: [] },
};

const fullRead: messages.ReadRequest = {
  session,
  backend: 'kv',
  schema,
  dataFormat: 'f',
  rowLayout: true,
  multiIndex: true,
  query: 'q',
  table: 't',
  columns: ['a', ''],
  filter: "a > 'b' & c",
  groupBy: 'g',
  joins: 2,
  limit: 2n ** 63n - 1n,
  messageLimit: -(2n ** 63n),
  marker: 'm',
  segments: [0n, 2n ** 53n + 1n],
  totalSegments: 3n,
  shardingKeys: ['s'],
  sortKeyRangeStart: '1',
  sortKeyRangeEnd: '2',
  start: 's',
  end: 'e',
  step: '1m',
  aggregators: 'avg',
  seek: 'time',
  shardId: '0',
  sequence: 7n,
  aggregationWindow: '1h',
  resetIndex: true,
};

describe('a request as the Go client sends it', () => {
  const values = new Map<string, Scalar>([
    ['i', { dtype: 'integer', value: 2n ** 63n - 1n }],
    ['n', { dtype: 'integer', value: -3n }],
    ['f', { dtype: 'float', value: 5 }],
    ['z', { dtype: 'float', value: -0 }],
    ['e', { dtype: 'float', value: 1e300 }],
    ['s', { dtype: 'string', value: '\u2028</x>\0' }],
    ['b', { dtype: 'boolean', value: true }],
  ]);
  const create = { ...messages.emptyCreateRequest, session, schema, ifExists: 1, shards: 9n, rate: '1/m' };
  const remove = { ...messages.emptyDeleteRequest, session, ifMissing: 1, metrics: ['cpu'] };
  const exec = { ...messages.emptyExecRequest, session, command: 'c', args: values };
  const history = {
    ...messages.emptyHistoryRequest,
    session,
    minDuration: 2n ** 60n + 1n,
    maxStartTime: 'x',
  };

  it('comes back exactly', () => {
    expect(decodeJson(readRequest, encodeJson(readRequest, fullRead))).toEqual(fullRead);
    expect(decodeJson(createRequest, encodeJson(createRequest, create))).toEqual(create);
    expect(decodeJson(deleteRequest, encodeJson(deleteRequest, remove))).toEqual(remove);
    expect(decodeJson(execRequest, encodeJson(execRequest, exec))).toEqual(exec);
    expect(decodeJson(historyRequest, encodeJson(historyRequest, history))).toEqual(history);
  });

  it('leaves out what is zero and names the rest in snake_case', () => {
    expect(encodeJson(readRequest, messages.emptyReadRequest).toString()).toBe('{"session":{}}');
    const request = {
      ...messages.emptyReadRequest,
      messageLimit: 10n,
      segments: [0n],
      joins: 1,
      columns: [''],
    };
    expect(encodeJson(readRequest, request).toString()).toBe(
      '{"session":{},"columns":[""],"join":[{}],"message_limit":10,"segments":[0]}',
    );
  });

  it('cannot hold a float that JSON has no word for', () => {
    const request = { ...exec, args: new Map<string, Scalar>([['f', { dtype: 'float', value: NaN }]]) };
    expect(() => encodeJson(execRequest, request)).toThrow('json: unsupported value: NaN');
  });

  it('has times as text', () => {
    const request = { ...exec, args: new Map<string, Scalar>([['t', { dtype: 'time', value: 6n }]]) };
    expect(decodeJson(execRequest, encodeJson(execRequest, request)).args.get('t')).toEqual({
      dtype: 'string',
      value: '1970-01-01T00:00:00.000000006Z',
    });
  });
});

describe('members of a request', () => {
  it.each(['message_limit', 'MESSAGE_LIMIT', 'Message_Limit', 'messageLimit', 'MessageLimit'])(
    'are found under %s',
    (name) => {
      expect(read(`{"${name}":7}`).messageLimit).toBe(7n);
    },
  );

  it('may be missing, null, unknown and repeated', () => {
    expect(read('{}')).toEqual(messages.emptyReadRequest);
    expect(read('null')).toEqual(messages.emptyReadRequest);
    expect(read('{"session":null,"columns":null,"schema":null,"limit":null,"nosuch":[{}]}')).toEqual(
      messages.emptyReadRequest,
    );
    expect(read('{"table":"a","table":"b","table":null}').table).toBe('b');
    expect(read('{"session":{"user":"u"},"session":{"token":"t"}}').session).toEqual({
      ...messages.emptySession,
      user: 'u',
      token: 't',
    });
    expect(read('{"__proto__":{"table":"x"},"constructor":1}')).toEqual(messages.emptyReadRequest);
  });

  it('may have null among their elements', () => {
    expect(read('{"columns":["a",null],"segments":[null,1],"join":[null,{}]}')).toMatchObject({
      columns: ['a', ''],
      segments: [0n, 1n],
      joins: 2,
    });
    expect(decode(createRequest, '{"schema":{"fields":[null]}}').schema?.fields).toEqual([
      { name: '', doc: '', default: undefined, type: '', properties: new Map() },
    ]);
  });

  it('take enumerations by number and by name', () => {
    const ifExists = (value: string) => decode(createRequest, `{"if_exists":${value}}`).ifExists;
    expect(['0', '1', '-7', '"FAIL"', '"IGNORE"'].map(ifExists)).toEqual([0, 1, -7, 0, 1]);
  });

  it.each([
    [
      '{"limit":1.5}',
      'json: cannot unmarshal number 1.5 into Go struct field ReadRequest.limit of type int64',
    ],
    [
      '{"limit":1.0}',
      'json: cannot unmarshal number 1.0 into Go struct field ReadRequest.limit of type int64',
    ],
    [
      '{"limit":1e3}',
      'json: cannot unmarshal number 1e3 into Go struct field ReadRequest.limit of type int64',
    ],
    ['{"limit":9223372036854775808}', 'json: cannot unmarshal number 9223372036854775808 into'],
    ['{"limit":"5"}', 'json: cannot unmarshal string into Go struct field ReadRequest.limit of type int64'],
    [
      '{"columns":"v"}',
      'json: cannot unmarshal string into Go struct field ReadRequest.columns of type []string',
    ],
    [
      '{"columns":[1]}',
      'json: cannot unmarshal number into Go struct field ReadRequest.columns of type string',
    ],
    ['{"table":true}', 'json: cannot unmarshal bool into Go struct field ReadRequest.table of type string'],
    [
      '{"row_layout":{}}',
      'json: cannot unmarshal object into Go struct field ReadRequest.row_layout of type bool',
    ],
    [
      '{"session":[]}',
      'json: cannot unmarshal array into Go struct field ReadRequest.session of type pb.Session',
    ],
    [
      '{"join":[1]}',
      'json: cannot unmarshal number into Go struct field ReadRequest.join of type pb.JoinStruct',
    ],
    ['[]', 'json: cannot unmarshal array into Go value of type pb.ReadRequest'],
    ['"x"', 'json: cannot unmarshal string into Go value of type pb.ReadRequest'],
  ])('refuse %s', (text, words) => {
    expect(() => read(text)).toThrow(words);
  });
});

describe('a value', () => {
  it.each<[string, Scalar]>([
    ['true', { dtype: 'boolean', value: true }],
    ['12', { dtype: 'integer', value: 12n }],
    ['-3', { dtype: 'integer', value: -3n }],
    ['9007199254740993', { dtype: 'integer', value: 9007199254740993n }],
    ['9223372036854775808', { dtype: 'float', value: 2 ** 63 }],
    ['1.0', { dtype: 'float', value: 1 }],
    ['1e3', { dtype: 'float', value: 1000 }],
    ['"2020-01-01T00:00:00Z"', { dtype: 'string', value: '2020-01-01T00:00:00Z' }],
  ])('%s is read as %o', (text, value) => {
    expect(args(`{"a":${text}}`)).toEqual(new Map([['a', value]]));
  });

  it('that is null is as absent', () => {
    expect(args('{"a":1,"b":2,"a":null}')).toEqual(new Map([['b', { dtype: 'integer', value: 2n }]]));
    expect(args('null')).toEqual(new Map());
  });

  it.each([
    ['{"a":{}}', 'unsupported type for *pb.Value - map[string]interface {}'],
    ['{"a":[]}', 'unsupported type for *pb.Value - []interface {}'],
    ['{"a":1e999}', 'json: cannot unmarshal number into Go struct field ExecRequest.args of type float64'],
    ['[]', 'json: cannot unmarshal array into Go struct field ExecRequest.args of type map[string]*pb.Value'],
  ])('in %s is refused', (text, words) => {
    expect(() => args(text)).toThrow(words);
  });
});
