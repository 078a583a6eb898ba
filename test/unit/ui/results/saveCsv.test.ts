import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ResultSet } from '../../../../src/data/resultSet';
import { saveCsv } from '../../../../src/ui/results/saveCsv';
import { counting } from './madeFrames';

const { editor, target } = vi.hoisted(() => ({
  editor: {
    cancel: (): void => undefined,
    writeFile: vi.fn<(uri: unknown, bytes: Uint8Array) => Promise<void>>(),
  },
  target: { scheme: 'vscode-vfs', path: '/rows.csv', fsPath: '/rows.csv' },
}));
vi.mock('vscode', () => ({
  window: { showSaveDialog: () => Promise.resolve(target) },
  workspace: { fs: { writeFile: editor.writeFile } },
}));
vi.mock('../../../../src/ui/results/savePlace', () => ({ savePlace: () => target }));
vi.mock('../../../../src/ui/progress', () => ({
  withCancellableProgress: (_title: string, work: (progress: object) => Promise<unknown>) => {
    const abort = new AbortController();
    editor.cancel = () => abort.abort();
    return work({ signal: abort.signal, report: () => reported() });
  },
}));
let reported: () => void;

beforeEach(() => {
  editor.writeFile.mockReset();
});

async function save(onReport: () => void): Promise<string[]> {
  const told: string[] = [];
  reported = onReport;
  const resultSet = new ResultSet();
  resultSet.append(counting(0, 2));
  const reporter = { inform: (message: string) => void told.push(message) };
  await saveCsv({ resultSet, title: 'rows', isComplete: true, reporter });
  return told;
}

describe('rows that are saved where the machine has no file', () => {
  it('are handed over whole', async () => {
    expect(await save(() => undefined)).toEqual(['Saved 2 rows to rows.csv.']);
    const [uri, bytes] = editor.writeFile.mock.calls[0] ?? [];
    expect([uri, new TextDecoder().decode(bytes)]).toEqual([target, 'i\n0\n1\n']);
  });

  it('are not handed over once that is cancelled', async () => {
    await expect(save(() => editor.cancel())).rejects.toMatchObject({ name: 'AbortError' });
    expect(editor.writeFile).not.toHaveBeenCalled();
  });
});
