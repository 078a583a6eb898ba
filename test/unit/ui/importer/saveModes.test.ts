import { expect, it } from 'vitest';
import { stoppedText } from '../../../../src/ui/importer/saveModes';

it('says when stopping a write may have cost the rows that were there before', () => {
  expect(stoppedText('bigdata/t', 'overwriteTable')).toMatch(/bigdata\/t.*held before may be gone/);
  expect(stoppedText('bigdata/t', 'updateItem')).not.toContain('gone');
});
