import { Range, workspace, type Disposable, type TextDocument, type TextEditor } from 'vscode';
import {
  readDocument,
  statementAt,
  updateDocument,
  type QueryDocument,
  type QueryStatement,
} from '../../language/fsql/document';
import { queryLanguage } from '../ids';

/** Offsets of a text, as the language has them. */
interface Extent {
  readonly start: number;
  readonly end: number;
}

/** What the open query files say: each is read once for each version, and of a new version only what changed. */
export class QueryDocuments implements Disposable {
  private readonly known = new Map<string, { readonly version: number; readonly document: QueryDocument }>();
  private readonly closing: Disposable;

  constructor() {
    this.closing = workspace.onDidCloseTextDocument(({ uri }) => this.known.delete(uri.toString()));
  }

  of(text: TextDocument): QueryDocument {
    const key = text.uri.toString();
    const known = this.known.get(key);
    if (known?.version === text.version) return known.document;
    const document = known ? updateDocument(known.document, text.getText()) : readDocument(text.getText());
    this.known.set(key, { version: text.version, document });
    return document;
  }

  /** The statement that the cursor means. */
  atCursor({ document, selection }: TextEditor): QueryStatement | undefined {
    return statementAt(this.of(document), document.offsetAt(selection.active));
  }

  dispose(): void {
    this.closing.dispose();
  }
}

export function isQuery({ languageId }: TextDocument): boolean {
  return languageId === queryLanguage;
}

export function rangeOf(text: TextDocument, { start, end }: Extent): Range {
  return new Range(text.positionAt(start), text.positionAt(end));
}
