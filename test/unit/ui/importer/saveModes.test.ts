import { expect, it } from 'vitest';
import { importFailure } from '../../../../src/ui/importer/importFailure';
import { unfinishedText } from '../../../../src/ui/importer/saveModes';
import { reportOf, situationOf } from '../../../../src/ui/report';
import { FramesError } from '../../../../src/wire/errors';

it('says when an unfinished write may have cost the rows that were there before', () => {
  expect(unfinishedText('overwriteTable')).toContain('held before may be gone');
  expect(unfinishedText('updateItem')).not.toContain('gone');
});

it('says of a write that was lost what became of the table, and mends the connection that was chosen', () => {
  const lost = new FramesError({ code: 'unavailable', reason: 'lost', detail: 'the connection was lost' });
  const connection = { id: 'lab', name: 'Lab', address: 'framesd:8081' };
  const failure = importFailure(lost, { connection, saveMode: 'overwriteTable', rows: 10 });
  const report = reportOf(failure, { intent: 'write the file', canRetry: true });
  expect(report?.message).toMatch(/^Could not write the file: The connection was lost\. What the table held/);
  expect(report?.remedies).toEqual(['retry', 'testConnection', 'editConnection']);
  expect(situationOf(failure, { intent: '' }).connection).toBe(connection);
  expect(importFailure(lost, { connection, saveMode: 'overwriteTable', rows: 0 }).message).not.toContain(
    'gone',
  );
});
