import {
  Diagnostic,
  DiagnosticSeverity,
  languages,
  workspace,
  type Disposable,
  type TextDocument,
  type Uri,
} from 'vscode';
import type { QueryStatement } from '../../language/fsql/document';
import type { ReadPlan } from '../../language/fsql/plan/plan';
import { placeOfComplaint } from '../../language/fsql/plan/planOf';
import { reasonOf } from '../report';
import { rangeOf } from './queryDocuments';
import { isRefusal } from './queryRunner';

/** Marks in the text what runs of its statements met; a change of the text takes the marks away. */
export class QueryProblems implements Disposable {
  private readonly marks = languages.createDiagnosticCollection('frames-run');
  private readonly following: Disposable;

  constructor() {
    this.following = workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) this.clearRun(document.uri);
    });
  }

  clearRun(uri: Uri): void {
    this.marks.delete(uri);
  }

  /** Marks what a service refused: the place that it names, the table that it does not have, or else the first word. */
  markRun(
    text: TextDocument,
    statement: QueryStatement,
    { error, plan }: { readonly error: unknown; readonly plan: ReadPlan },
  ): void {
    if (text.isClosed || !isRefusal(error)) return;
    const { content, section, start } = statement;
    const { tableNode } = content;
    const named =
      plan.backend === 'tsdb' ? placeOfComplaint(plan.sql, plan.origins, error.detail) : undefined;
    const table =
      error.code === 'notFound' && tableNode
        ? { start: tableNode.start + section.start, end: tableNode.end + section.start }
        : undefined;
    const place = named ?? table ?? { start, end: start + 'select'.length };
    const mark = new Diagnostic(rangeOf(text, place), reasonOf(error), DiagnosticSeverity.Error);
    mark.source = 'Frames';
    this.marks.set(text.uri, [mark]);
  }

  dispose(): void {
    this.following.dispose();
    this.marks.dispose();
  }
}
