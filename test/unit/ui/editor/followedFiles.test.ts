import { beforeEach, describe, expect, it, vi } from 'vitest';
import { followFiles } from '../../../../src/ui/editor/followedFiles';
import { queryLanguage } from '../../../../src/ui/ids';

interface Text {
  readonly uri: string;
  readonly languageId: string;
  readonly isClosed: boolean;
  readonly getText: () => string;
}

const vscode = vi.hoisted(() => {
  class TabInputText {
    constructor(readonly uri: string) {}
  }
  class TabInputTextDiff {
    constructor(
      readonly original: string,
      readonly modified: string,
    ) {}
  }
  return {
    TabInputText,
    TabInputTextDiff,
    save: (_: Text): void => undefined,
    window: {
      activeTextEditor: undefined as { readonly document: Text } | undefined,
      tabGroups: { all: [{ tabs: [] as { readonly input: unknown }[] }] },
    },
    workspace: { textDocuments: [] as Text[] },
  };
});
vi.mock('vscode', () => ({
  ...vscode,
  workspace: {
    get textDocuments() {
      return vscode.workspace.textDocuments;
    },
    onDidSaveTextDocument: (listener: (text: Text) => void) => {
      vscode.save = listener;
      return { dispose: () => undefined };
    },
    onDidRenameFiles: () => ({ dispose: () => undefined }),
  },
}));

const words = "SELECT * FROM nosql.'bigdata/types'";
const { window, workspace, TabInputText, TabInputTextDiff } = vscode;

function text(uri: string, content = words, languageId: string = queryLanguage): Text {
  return { uri, languageId, isClosed: false, getText: () => content };
}

/** Opens texts, each in a tab of its own; the last one stands in front. */
function open(...texts: readonly Text[]): void {
  workspace.textDocuments.push(...texts);
  window.tabGroups.all[0]?.tabs.push(...texts.map(({ uri }) => ({ input: new TabInputText(uri) })));
  const document = texts.at(-1);
  window.activeTextEditor = document && { document };
}

const inherit = vi.fn(() => Promise.resolve());

beforeEach(() => {
  inherit.mockClear();
  workspace.textDocuments = [];
  window.tabGroups.all = [{ tabs: [] }];
  window.activeTextEditor = undefined;
  followFiles([{ inherit, move: () => Promise.resolve() }], { warn: vi.fn() });
});

/** Saves a text as another file, which has no tab before that is done. */
function saveAs(uri: string, content = words): void {
  const saved = text(uri, content);
  workspace.textDocuments.push(saved);
  vscode.save(saved);
}

describe('a query that is saved', () => {
  it('as another file passes on what is known of it', () => {
    open(text('untitled:1', `${words}\n`));
    saveAs('file:///a.fsql', words.toLowerCase());
    expect(inherit.mock.calls).toEqual([['untitled:1', 'file:///a.fsql']]);
  });

  it('as another file is the one in front, where several have the same words', () => {
    open(text('untitled:1'), text('file:///twin.fsql'), text('untitled:2'));
    saveAs('file:///a.fsql');
    expect(inherit.mock.calls).toEqual([['untitled:2', 'file:///a.fsql']]);
  });

  it('where it stands takes over nothing of another one with the same words', () => {
    const saved = text('file:///a.fsql');
    open(text('file:///twin.fsql'), saved);
    vscode.save(saved);
    expect(inherit).not.toHaveBeenCalled();
  });

  it('where it is compared with its earlier state takes over nothing either', () => {
    const twin = text('file:///twin.fsql');
    const saved = text('file:///a.fsql');
    open(twin);
    workspace.textDocuments.push(saved);
    const input = new TabInputTextDiff('git:///a.fsql', 'file:///a.fsql');
    window.tabGroups.all[0]?.tabs.push({ input });
    vscode.save(saved);
    expect(inherit).not.toHaveBeenCalled();
  });

  it.each([
    ['is empty', text('untitled:1', ' \n'), ' '],
    ['is no query', text('untitled:1', words, 'sql'), words],
    ['has other words', text('untitled:1', 'SELECT 1'), words],
  ])('is of no other one that %s', (_, other, content) => {
    open(other);
    saveAs('file:///a.fsql', content);
    expect(inherit).not.toHaveBeenCalled();
  });
});
