import type { Range } from 'vscode';
import {
  CodeAction,
  CodeActionKind,
  Diagnostic,
  DiagnosticSeverity,
  languages,
  workspace,
  WorkspaceEdit,
  type CodeActionProvider,
  type Disposable,
  type TextDocument,
} from 'vscode';
import { diagnose } from '../../language/fsql/problems/diagnose';
import { problemText, type Problem } from '../../language/fsql/problems/problem';
import { DisposableStore } from '../lifecycle';
import { isQuery, rangeOf, type QueryDocuments } from './queryDocuments';
import type { QueryKnowledge } from './queryKnowledge';

/** Milliseconds without a change before a text is checked: a word that is being typed is not scolded yet. */
const quiet = 200;

const severities: Readonly<Record<Problem['severity'], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

interface Checked {
  readonly version: number;
  readonly problems: readonly Problem[];
}

/** Says what is wrong with query files while they are written, and how to mend it. */
export class QueryDiagnostics implements CodeActionProvider, Disposable {
  private readonly store = new DisposableStore();
  private readonly shown = this.store.add(languages.createDiagnosticCollection('frames-sql'));
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly checked = new Map<string, Checked>();

  constructor(
    private readonly documents: QueryDocuments,
    private readonly knowledge: QueryKnowledge,
  ) {
    const { store } = this;
    store.add(workspace.onDidOpenTextDocument((text) => this.ask(text, 0)));
    store.add(workspace.onDidChangeTextDocument(({ document }) => this.ask(document, quiet)));
    store.add(workspace.onDidCloseTextDocument((text) => this.forget(text)));
    store.add(knowledge.onDidChange(() => this.askAll()));
    this.askAll();
  }

  provideCodeActions(text: TextDocument, range: Range): CodeAction[] {
    const checked = this.checked.get(text.uri.toString());
    if (checked?.version !== text.version) return [];
    return checked.problems
      .filter((problem) => rangeOf(text, problem).intersection(range) !== undefined)
      .flatMap((problem) => actionsOf(text, problem));
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.store.dispose();
  }

  private askAll(): void {
    for (const text of workspace.textDocuments) this.ask(text, 0);
  }

  private ask(text: TextDocument, wait: number): void {
    if (!isQuery(text)) return;
    const key = text.uri.toString();
    clearTimeout(this.timers.get(key));
    this.timers.set(
      key,
      setTimeout(() => this.check(text), wait),
    );
  }

  private check(text: TextDocument): void {
    const key = text.uri.toString();
    this.timers.delete(key);
    if (text.isClosed) return;
    const problems = diagnose(this.documents.of(text), this.knowledge.known(key), BigInt(Date.now()));
    this.checked.set(key, { version: text.version, problems });
    this.shown.set(
      text.uri,
      problems.map((problem) => diagnosticOf(text, problem)),
    );
  }

  private forget({ uri }: TextDocument): void {
    const key = uri.toString();
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
    this.checked.delete(key);
    this.shown.delete(uri);
  }
}

function diagnosticOf(text: TextDocument, problem: Problem): Diagnostic {
  const diagnostic = new Diagnostic(
    rangeOf(text, problem),
    problemText(problem),
    severities[problem.severity],
  );
  diagnostic.source = 'Frames';
  diagnostic.code = problem.code;
  return diagnostic;
}

function actionsOf(text: TextDocument, problem: Problem): CodeAction[] {
  const actions = problem.fixes.map(({ title, edits }, index) => {
    const action = new CodeAction(title, CodeActionKind.QuickFix);
    action.edit = new WorkspaceEdit();
    for (const edit of edits) action.edit.replace(text.uri, rangeOf(text, edit), edit.text);
    action.diagnostics = [diagnosticOf(text, problem)];
    action.isPreferred = index === 0;
    return action;
  });
  if (problem.code === 'unknownTable' || problem.code === 'unknownColumn') {
    const title = 'Look again at what is there';
    const action = new CodeAction(title, CodeActionKind.QuickFix);
    action.command = { command: 'frames.refreshNames', title };
    action.diagnostics = [diagnosticOf(text, problem)];
    actions.push(action);
  }
  return actions;
}
