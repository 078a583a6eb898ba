import {
  CompletionItem,
  CompletionItemKind,
  CompletionList,
  MarkdownString,
  Range,
  SnippetString,
  type CancellationToken,
  type CompletionItemProvider,
  type Position,
  type TextDocument,
} from 'vscode';
import { complete } from '../../language/fsql/completion/complete';
import type { Completion, CompletionKind, Completions } from '../../language/fsql/completion/completion';
import { Arrivals, type Awaited } from './arrivals';
import type { QueryDocuments } from './queryDocuments';
import type { QueryKnowledge } from './queryKnowledge';

/** What asks for a list besides letters. */
export const completionTriggers = ['.', "'", '"', '`', '(', ',', ' ', '@', '=', '{', '/'] as const;

/** Milliseconds that a list waits for names that are on their way, once it has some to show; and while it has none. */
const patience = 400;
const longPatience = 3000;

/** Milliseconds that no list waits for names for which one has waited in vain. */
const rest = 30 * patience;

/** What a list without names consists of. */
const words: readonly CompletionKind[] = ['keyword', 'function', 'interpolator', 'backend', 'snippet'];

const kinds: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  keyword: CompletionItemKind.Keyword,
  function: CompletionItemKind.Function,
  interpolator: CompletionItemKind.Function,
  metric: CompletionItemKind.Field,
  label: CompletionItemKind.Property,
  attribute: CompletionItemKind.Field,
  key: CompletionItemKind.Field,
  table: CompletionItemKind.Class,
  backend: CompletionItemKind.Module,
  value: CompletionItemKind.Value,
  pragma: CompletionItemKind.Keyword,
  time: CompletionItemKind.Constant,
  duration: CompletionItemKind.Constant,
  parameter: CompletionItemKind.Variable,
  connection: CompletionItemKind.Reference,
  container: CompletionItemKind.Folder,
  snippet: CompletionItemKind.Snippet,
};

/** Completes statements and their comments from what is known; what is not is on its way for the next time. */
export class QueryCompletion implements CompletionItemProvider {
  private readonly arrivals: Arrivals;

  constructor(
    private readonly documents: QueryDocuments,
    private readonly knowledge: QueryKnowledge,
  ) {
    this.arrivals = new Arrivals({ settled: (id) => knowledge.settled(id), rest });
  }

  async provideCompletionItems(
    text: TextDocument,
    position: Position,
    token: CancellationToken,
  ): Promise<CompletionList> {
    const offset = text.offsetAt(position);
    let found = this.complete(text, offset);
    if (found.wanted.length > 0) {
      await this.knowledge.bound(text.uri.toString());
      if (token.isCancellationRequested) return new CompletionList([]);
      found = this.complete(text, offset);
    }
    for (let waited = 0; found.wanted.length + found.hoped.length > 0; waited += patience) {
      const isAll = await this.arrivals.wait(this.awaited(text, found), patience);
      if (token.isCancellationRequested) return new CompletionList([]);
      found = this.complete(text, offset);
      if (isAll) break;
      const hasNames = found.items.some(({ kind }) => !words.includes(kind));
      if (hasNames || found.wanted.length === 0 || waited >= longPatience) {
        this.arrivals.giveUp(this.awaited(text, found));
        break;
      }
    }
    const items = found.items.map((item, index) => itemOf(item, index, rangesOf(text, position, found)));
    // A list that lacks something is asked for again with the next letter.
    return new CompletionList(items, found.wanted.length + found.hoped.length > 0);
  }

  private awaited(text: TextDocument, { wanted, hoped }: Completions): readonly Awaited[] {
    return this.knowledge.awaited(text.uri.toString(), [...wanted, ...hoped]);
  }

  private complete(text: TextDocument, offset: number): Completions {
    const known = this.knowledge.known(text.uri.toString());
    return complete(this.documents.of(text), offset, known, BigInt(Date.now()));
  }
}

interface Ranges {
  readonly inserting: Range;
  readonly replacing: Range;
}

function rangesOf(text: TextDocument, position: Position, { replace }: Completions): Ranges {
  const start = text.positionAt(replace.start);
  const end = text.positionAt(replace.end);
  // The editor takes ranges on the line of the cursor only.
  const from = start.line === position.line && start.isBefore(position) ? start : position;
  const to = end.line === position.line && end.isAfter(position) ? end : position;
  const replacing = new Range(from, to);
  // A text in quotes comes with both of them: the closing one may stand there already.
  const isQuoted = /^['"`]/.test(text.getText(replacing));
  return { inserting: isQuoted ? replacing : new Range(from, position), replacing };
}

function itemOf(completion: Completion, index: number, range: Ranges): CompletionItem {
  const { label, kind, insert, isSnippet, filter, detail, documentation, goesOn } = completion;
  const item = new CompletionItem(detail === '' ? label : { label, description: detail }, kinds[kind]);
  item.insertText = isSnippet ? new SnippetString(insert) : insert;
  item.range = range;
  item.filterText = filter;
  item.sortText = String(index).padStart(5, '0');
  if (documentation !== '') item.documentation = new MarkdownString(documentation);
  if (goesOn) item.command = { command: 'editor.action.triggerSuggest', title: 'Go on' };
  return item;
}
