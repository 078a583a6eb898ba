import { TabInputText, TabInputTextDiff, window, workspace, type TextDocument, type Uri } from 'vscode';
import { DisposableStore } from '../lifecycle';
import type { Logger } from '../logger';
import { isQuery } from './queryDocuments';

/** What is remembered of documents, by URI. */
export interface DocumentMemory {
  /** What is known of one document holds for another one too, of which nothing is known. */
  inherit(from: string, to: string): Promise<void>;
  /** A file, or the folder that holds it, has another URI from now on. */
  move(from: string, to: string): Promise<void>;
}

/** What is remembered of a query goes with it where it is saved as another file, and where its file is moved. */
export function followFiles(memories: readonly DocumentMemory[], log: Pick<Logger, 'warn'>): DisposableStore {
  const store = new DisposableStore();
  const each = (act: (memory: DocumentMemory) => Promise<void>): void => {
    Promise.all(memories.map(act)).catch((error: unknown) => log.warn(`follow a query: ${String(error)}`));
  };
  store.add(
    workspace.onDidSaveTextDocument((saved) => {
      const origin = isQuery(saved) && !isInTab(saved.uri) ? originOf(saved) : undefined;
      if (origin) each((memory) => memory.inherit(origin.uri.toString(), saved.uri.toString()));
    }),
  );
  store.add(
    workspace.onDidRenameFiles(({ files }) => {
      for (const { oldUri, newUri } of files)
        each((memory) => memory.move(oldUri.toString(), newUri.toString()));
    }),
  );
  return store;
}

/**
 * What is saved where it stands keeps what is remembered of it. A copy gets its tab after it was saved; before that it is a
 * text that nobody has opened.
 */
function isInTab(saved: Uri): boolean {
  const isMeant = (uri: Uri): boolean => uri.toString() === saved.toString();
  return window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => {
      if (input instanceof TabInputText) return isMeant(input.uri);
      return input instanceof TabInputTextDiff && isMeant(input.modified);
    }),
  );
}

/** No event tells what a file was saved from: it is the query that still stands open with the same words. */
function originOf(saved: TextDocument): TextDocument | undefined {
  const words = wordsOf(saved);
  const isOrigin = (text: TextDocument): boolean =>
    text !== saved && isQuery(text) && !text.isClosed && wordsOf(text) === words;
  const found = words === '' ? [] : workspace.textDocuments.filter(isOrigin);
  const inFront = found.find((text) => text === window.activeTextEditor?.document);
  return found.length === 1 ? found[0] : inFront;
}

/** Saving may format. */
function wordsOf(text: TextDocument): string {
  return text.getText().trim().replace(/\s+/g, ' ').toLowerCase();
}
