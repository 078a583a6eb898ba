import { Range, ThemeColor, window, type Disposable, type TextEditor } from 'vscode';
import { DisposableStore } from '../lifecycle';
import { isQuery, rangeOf, type QueryDocuments } from './queryDocuments';

/** Shows, in a file of several statements, which one the key for running would run: a bar beside its lines. */
export class StatementBounds implements Disposable {
  private readonly store = new DisposableStore();
  private readonly bar = this.store.add(
    window.createTextEditorDecorationType({
      isWholeLine: true,
      borderWidth: '0 0 0 2px',
      borderStyle: 'solid',
      borderColor: new ThemeColor('focusBorder'),
    }),
  );

  constructor(private readonly documents: QueryDocuments) {
    this.store.add(window.onDidChangeTextEditorSelection(({ textEditor }) => this.show(textEditor)));
    this.store.add(window.onDidChangeActiveTextEditor((editor) => editor && this.show(editor)));
    if (window.activeTextEditor) this.show(window.activeTextEditor);
  }

  dispose(): void {
    this.store.dispose();
  }

  private show(editor: TextEditor): void {
    if (!isQuery(editor.document)) return;
    const { statements } = this.documents.of(editor.document);
    const statement = statements.length > 1 ? this.documents.atCursor(editor) : undefined;
    if (!statement) {
      editor.setDecorations(this.bar, []);
      return;
    }
    const { start, end } = rangeOf(editor.document, statement);
    editor.setDecorations(this.bar, [new Range(start.line, 0, end.line, 0)]);
  }
}
