import {
  CodeLens,
  EventEmitter,
  window,
  type CodeLensProvider,
  type Disposable,
  type TextDocument,
} from 'vscode';
import type { QueryDocument, QueryStatement } from '../../language/fsql/document';
import { parametersOf } from '../../language/fsql/settings';
import type { CommandArguments, CommandId } from '../ids';
import { valueOf, type ParameterValues } from './parameterValues';
import type { QueryConnections } from './queryConnections';
import { rangeOf, type QueryDocuments } from './queryDocuments';
import type { StatementTarget } from './statementTarget';

export interface QueryLensesParts {
  readonly documents: QueryDocuments;
  readonly connections: QueryConnections;
  readonly values: ParameterValues;
}

const SETTLED_MS = 500;

/** What can be done with each statement, over it. */
export class QueryLenses implements CodeLensProvider, Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  private readonly following: readonly Disposable[];
  private settling: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly parts: QueryLensesParts) {
    const tell = (): void => this.changed.fire();
    this.following = [
      parts.connections.onDidChange(tell),
      parts.values.onDidChange(tell),
      // An editor that took the place of another at once may stand there without lenses: they are asked for when it has settled.
      window.onDidChangeActiveTextEditor(() => {
        clearTimeout(this.settling);
        this.settling = setTimeout(tell, SETTLED_MS);
      }),
    ];
  }

  provideCodeLenses(text: TextDocument): CodeLens[] {
    const document = this.parts.documents.of(text);
    const uri = text.uri.toString();
    return document.statements.flatMap((statement) => {
      const range = rangeOf(text, { start: statement.start, end: statement.start });
      const target: StatementTarget = { uri, index: statement.index };
      const lens = <K extends CommandId>(
        command: K,
        words: { readonly title: string; readonly tooltip: string },
        ...args: CommandArguments[K]
      ): CodeLens => new CodeLens(range, { ...words, command, arguments: args });
      return [
        lens('frames.chooseQueryConnection', this.connectionWords(document, statement, uri), target),
        lens('frames.runQuery', { title: '$(play) Run', tooltip: 'Show the rows beside the editor' }, target),
        ...(statement.content.backend === 'tsdb'
          ? [
              lens(
                'frames.runLastDay',
                { title: 'Run last 24 h', tooltip: 'Run over the last day, whatever the range of the query' },
                target,
              ),
            ]
          : []),
        lens(
          'frames.chartQuery',
          { title: '$(graph-line) Chart', tooltip: 'Show the rows as a chart' },
          target,
        ),
        ...this.parameterLens(document, statement, uri).map((words) =>
          lens('frames.changeParameters', words, target),
        ),
        lens(
          'frames.copyQueryAsPython',
          { title: 'Copy as Python', tooltip: 'Copy the same read for the Python client of Frames' },
          target,
        ),
      ];
    });
  }

  dispose(): void {
    clearTimeout(this.settling);
    for (const each of this.following) each.dispose();
    this.changed.dispose();
  }

  private connectionWords(
    document: QueryDocument,
    statement: QueryStatement,
    uri: string,
  ): { readonly title: string; readonly tooltip: string } {
    const bound = this.parts.connections.of(document, statement, uri);
    if (bound === undefined)
      return { title: '$(plug) Choose Connection', tooltip: 'Choose what the queries of this file run on' };
    if (bound.connection)
      return { title: `$(plug) ${bound.name}`, tooltip: `Runs on ${bound.name}. Click to choose another.` };
    const why = bound.isLocal ? 'is not running' : 'does not exist';
    return {
      title: `$(warning) ${bound.name} ${why}`,
      tooltip: `The connection ${bound.name} ${why}. Click to choose another.`,
    };
  }

  private parameterLens(
    document: QueryDocument,
    statement: QueryStatement,
    uri: string,
  ): readonly { readonly title: string; readonly tooltip: string }[] {
    const parameters = parametersOf(document, statement);
    if (parameters.length === 0) return [];
    const values = this.parts.values.of(document, statement, uri);
    const texts = parameters.map((each) => `${each.name} = ${shortened(valueOf(each, values) ?? '…')}`);
    return [{ title: texts.join(', '), tooltip: 'Change the values of the parameters' }];
  }
}

function shortened(text: string): string {
  const most = 30;
  // A lens draws icons where it finds their names.
  const plain = text.replaceAll('$(', '$ (');
  return plain.length > most ? `${plain.slice(0, most - 1)}…` : plain;
}
