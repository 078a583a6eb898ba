import { expect, it, vi } from 'vitest';
import { StringColumn } from '../../../../src/data/column';
import { frameOf } from '../../../../src/data/frame';
import type { Deletion } from '../../../../src/frames/operations';
import { localConnectionId } from '../../../../src/ui/connections/connection';
import { unseenDeletion } from '../../../../src/ui/operations/deletePreview';
import { confirmLoss } from '../../../../src/ui/operations/lossConfirmation';
import type { ResultOpening } from '../../../../src/ui/results/resultOpening';

const { answers } = vi.hoisted(() => ({ answers: [] as string[] }));
vi.mock('vscode', () => ({
  window: { showWarningMessage: () => Promise.resolve(answers.shift()) },
}));

/** Asks about a deletion, looks at its rows, and keeps them. @returns the key of the panel that shows them */
async function looked(deletion: Deletion): Promise<string> {
  const openings: ResultOpening[] = [];
  const sample = [frameOf({ indices: [new StringColumn('name', ['ada'])] })];
  answers.push('Show Rows', 'Keep');
  const agreed = await confirmLoss({
    connection: { id: localConnectionId, name: 'Local', address: 'localhost:8081' },
    previews: [{ ...unseenDeletion(deletion, { code: 'unknown', detail: '' }), sample }],
    act: 'delete',
    panels: { open: (opening) => openings.push(opening) as never },
  });
  expect([agreed, openings.length]).toEqual([false, 1]);
  return openings[0]?.key ?? '';
}

it('shows what would go of one part of a table in another panel than of another part', async () => {
  const people = { backend: 'nosql', table: 'bigdata/people' } as const;
  const key = await looked({ ...people, filter: 'age > 30' });
  expect(await looked({ ...people, filter: 'age > 30' })).toBe(key);
  expect(await looked({ ...people, filter: 'age <= 30' })).not.toBe(key);
  expect(await looked(people)).not.toBe(key);
});
