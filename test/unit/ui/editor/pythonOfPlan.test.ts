import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../../src/language/fsql/document';
import { planOf } from '../../../../src/language/fsql/plan/planOf';
import { pythonOfPlan } from '../../../../src/ui/editor/pythonOfPlan';

function pythonOf(text: string, shardCount?: number): string {
  const document = readDocument(text);
  const [statement] = document.statements;
  if (!statement) throw new Error('no statement');
  const { plan, problems } = planOf(document, statement, new Map());
  if (!plan) throw new Error(JSON.stringify(problems));
  return pythonOfPlan(plan, { connection: undefined, shardCount });
}

describe('the Python of a query over a stream', () => {
  const all = "-- @seek earliest\nSELECT * FROM stream.'bigdata/web/visits'";

  it('reads all shards, each marked', () => {
    expect(pythonOf(all, 4)).toContain(
      [
        'df = pd.concat(',
        '    {',
        '        shard: client.read(',
        '            backend="stream",',
        '            table="web/visits",',
        '            seek="earliest",',
        '            shard_id=str(shard),',
        '        )',
        '        for shard in range(4)',
        '    },',
        '    names=["shard"],',
        ')',
        '',
      ].join('\n'),
    );
  });

  it('says what it does not know', () => {
    expect(pythonOf(all)).toContain('shards = 1  # How many the stream has.\n');
    expect(pythonOf(all)).toContain('for shard in range(shards)');
  });

  it.each([
    ["-- @shard 2\nSELECT * FROM stream.'bigdata/s'", 4, 'shard_id="2")'],
    ["SELECT * FROM stream.'bigdata/s'", 1, 'shard_id="0")'],
    ["-- @shard 1,3\nSELECT * FROM stream.'bigdata/s'", 4, 'for shard in [1, 3]'],
  ])('reads what %j names', (text, count, code) => {
    expect(pythonOf(text, count)).toContain(code);
  });
});
