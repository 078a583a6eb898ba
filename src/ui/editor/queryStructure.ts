import {
  DocumentSymbol,
  FoldingRange,
  FoldingRangeKind,
  MarkdownString,
  ParameterInformation,
  SignatureHelp,
  SignatureInformation,
  SymbolKind,
  TextEdit,
  type DocumentFormattingEditProvider,
  type DocumentRangeFormattingEditProvider,
  type DocumentSymbolProvider,
  type FoldingRangeProvider,
  type Position,
  type Range,
  type SignatureHelpProvider,
  type TextDocument,
} from 'vscode';
import { formatDocument } from '../../language/fsql/format';
import { foldsOf, outlineOf } from '../../language/fsql/outline';
import { signatureAt } from '../../language/fsql/signature';
import { rangeOf, type QueryDocuments } from './queryDocuments';

/** What follows from the text of a query file alone: outline, folds, layout, and the arguments of a call. */
export class QueryStructure
  implements
    DocumentSymbolProvider,
    FoldingRangeProvider,
    DocumentFormattingEditProvider,
    DocumentRangeFormattingEditProvider,
    SignatureHelpProvider
{
  constructor(private readonly documents: QueryDocuments) {}

  provideDocumentSymbols(text: TextDocument): DocumentSymbol[] {
    return outlineOf(this.documents.of(text)).map((symbol) => {
      const { name, detail, selection } = symbol;
      return new DocumentSymbol(
        name === '' ? 'SELECT' : name,
        detail,
        SymbolKind.Struct,
        rangeOf(text, symbol),
        rangeOf(text, selection),
      );
    });
  }

  provideFoldingRanges(text: TextDocument): FoldingRange[] {
    return foldsOf(this.documents.of(text)).map((fold) => {
      const { start, end } = rangeOf(text, fold);
      const kind = fold.kind === 'comment' ? FoldingRangeKind.Comment : undefined;
      return new FoldingRange(start.line, end.line, kind);
    });
  }

  provideDocumentFormattingEdits(text: TextDocument): TextEdit[] {
    return this.format(text);
  }

  provideDocumentRangeFormattingEdits(text: TextDocument, range: Range): TextEdit[] {
    return this.format(text, range);
  }

  provideSignatureHelp(text: TextDocument, position: Position): SignatureHelp | undefined {
    const signature = signatureAt(this.documents.of(text), text.offsetAt(position));
    if (signature === undefined) return undefined;
    const { label, summary, parameters, active } = signature;
    const information = new SignatureInformation(label, new MarkdownString(summary));
    information.parameters = parameters.map(
      (each) => new ParameterInformation([each.start, each.end], each.summary),
    );
    const help = new SignatureHelp();
    help.signatures = [information];
    help.activeParameter = active;
    return help;
  }

  private format(text: TextDocument, range?: Range): TextEdit[] {
    const within = range && { start: text.offsetAt(range.start), end: text.offsetAt(range.end) };
    return formatDocument(this.documents.of(text), within).map((edit) =>
      TextEdit.replace(rangeOf(text, edit), edit.text),
    );
  }
}
