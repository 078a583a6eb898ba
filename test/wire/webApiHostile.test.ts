import { afterAll, beforeAll, expect, test } from 'vitest';
import { Random } from './random';
import { startService, type ServiceProcess } from './serviceProcess';
import { WebApiClient } from './webApiClient';

let service: ServiceProcess;
let api: WebApiClient;

beforeAll(async () => {
  service = await startService();
  api = new WebApiClient(service.ready.webapi);
  await api.answer('PutItem', '/bigdata/table/item', item);
  await api.answer('CreateStream', '/bigdata/stream/', { ShardCount: 2 });
});
afterAll(() => service.stop());

const item = {
  Item: { a: { N: '1' }, b: { S: 'x' }, c: { B: 'AAE=' }, d: { TS: '1:2' }, e: { BOOL: true } },
};

/** Calls that succeed as they stand. */
const calls: readonly (readonly [name: string, path: string, args: object])[] = [
  [
    'PutItem',
    '/bigdata/table/item',
    { ...item, UpdateMode: 'CreateOrReplaceAttributes', ConditionExpression: 'a < 9' },
  ],
  ['UpdateItem', '/bigdata/table/item', { UpdateExpression: "a=a+1; f=init_array(3,'int'); f[1]=2" }],
  ['GetItem', '/bigdata/table/item', { AttributesToGet: 'a,b,__size' }],
  ['GetItems', '/bigdata/table/', { FilterExpression: 'a >= 1', Limit: 5, Segment: 0, TotalSegment: 2 }],
  ['GetItems', '/bigdata/table/', { ShardingKey: 'item', SortKeyRangeStart: 'a', SortKeyRangeEnd: 'b' }],
  ['UpdateStream', '/bigdata/stream/', { ShardCount: 2 }],
  [
    'PutRecords',
    '/bigdata/stream/',
    { Records: [{ Data: 'eA==', ShardId: 1, PartitionKey: 'k', ClientInfo: '' }] },
  ],
  ['SeekShard', '/bigdata/stream/1', { Type: 'TIME', TimestampSec: 1, TimestampNSec: 2 }],
  ['GetRecords', '/bigdata/stream/1', { Location: 'AQAAAAEAAAABAAAAAAAAAA==', Limit: 10 }],
];

test.each(calls)('%s %s succeeds as it stands', async (name, path, args) => {
  expect(await api.call(name, path, args)).toMatchObject({ status: 200 });
});

test('bodies with faults are answered, one after another', async () => {
  const random = new Random(Number(process.env['SEED'] ?? undefined) || undefined);
  for (let i = 0; i < 1000; i++) {
    const [name, path, args] = calls[random.below(calls.length)] ?? ['', '', {}];
    const body = spoil(JSON.stringify(args), random);
    const { status, body: answer } = await api.call(name, path, body);
    const shown = `seed ${random.seed}, ${name} ${path} ${JSON.stringify(body)}: ${status} ${answer}`;
    expect([200, 400, 404, 409], shown).toContain(status);
    if (status !== 200)
      expect(Object.keys(JSON.parse(answer) as object), shown).toEqual(['ErrorCode', 'ErrorMessage']);
  }
});

/** A text with a few characters changed, taken out, doubled or put in, or cut off. */
function spoil(text: string, random: Random): string {
  let spoilt = text;
  for (let times = 1 + random.below(3); times > 0; times--) {
    const at = random.below(spoilt.length + 1);
    const left = spoilt.slice(0, at);
    const right = spoilt.slice(at);
    const kinds = [
      () => left + (strange[random.below(strange.length)] ?? '') + right,
      () => left + right.slice(1 + random.below(4)),
      () => left + right.slice(0, 1 + random.below(8)) + right,
      () => left,
      () => left + String.fromCharCode(32 + random.below(95)) + right.slice(1),
    ];
    spoilt = kinds[random.below(kinds.length)]?.() ?? '';
  }
  return spoilt;
}

const strange = [
  '\0',
  '\n',
  '"',
  '\\u0000',
  '\\ud800',
  '[',
  '{',
  '}',
  ']',
  '-',
  '1e400',
  '9'.repeat(40),
  'null',
  '\u00e9',
  "'",
];
