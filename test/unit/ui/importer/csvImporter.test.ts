import { expect, it, vi } from 'vitest';
import type { Connection } from '../../../../src/ui/connections/connection';
import { CsvImporter } from '../../../../src/ui/importer/csvImporter';
import { RestrictedModeError } from '../../../../src/ui/trust';

const showOpenDialog = vi.hoisted(() => vi.fn());
vi.mock('vscode', () => ({
  ProgressLocation: {},
  QuickInputButtons: {},
  window: { showOpenDialog },
  workspace: {},
}));

it.each([0, 1, 2])('asks nothing in Restricted Mode with %i connections', async (count) => {
  const connections = Array.from({ length: count }, (_, i): Connection => {
    return { id: `${i}`, name: `Lab ${i}`, address: 'framesd:8081' };
  });
  const get = vi.fn();
  const importer = new CsvImporter({
    connections: () => connections,
    live: { get },
    trust: { isTrusted: false },
    confirm: () => Promise.reject(new Error('asked')),
  });
  await expect(importer.run(undefined, {})).rejects.toThrow(RestrictedModeError);
  expect(get).not.toHaveBeenCalled();
  expect(showOpenDialog).not.toHaveBeenCalled();
});
