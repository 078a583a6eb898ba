import { EventEmitter, type Disposable, type Memento } from 'vscode';
import type { QueryDocument, QueryStatement } from '../../language/fsql/document';
import { parametersOf, type StatementParameter } from '../../language/fsql/settings';
import { valueFault } from '../../language/fsql/plan/substitute';
import { movedKeys } from './documentKeys';
import type { DocumentMemory } from './followedFiles';

const storageKey = 'frames.queryParameters';

/** Documents whose values are remembered. */
const maxRemembered = 500;

type Values = Readonly<Record<string, string>>;

/** What the user answered when a parameter was asked for, for each document of the workspace. */
export class ParameterValues implements Disposable, DocumentMemory {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly memento: Memento) {}

  /** Values that were given and still fit. @param uri of the document; undefined for one that has none */
  of(document: QueryDocument, statement: QueryStatement, uri: string | undefined): Map<string, string> {
    const remembered = uri === undefined ? {} : (this.all()[uri] ?? {});
    const values = new Map<string, string>();
    for (const { name, declaration } of parametersOf(document, statement)) {
      const value = remembered[name];
      if (
        value !== undefined &&
        valueFault(value, declaration ?? { type: 'text', choices: [] }) === undefined
      )
        values.set(name, value);
    }
    return values;
  }

  async remember(uri: string | undefined, values: ReadonlyMap<string, string>): Promise<void> {
    if (uri === undefined) return;
    const { [uri]: before = {}, ...others } = this.all();
    const all = { ...others, [uri]: { ...before, ...Object.fromEntries(values) } };
    await this.memento.update(storageKey, Object.fromEntries(Object.entries(all).slice(-maxRemembered)));
    this.changed.fire();
  }

  async inherit(from: string, to: string): Promise<void> {
    const all = this.all();
    const values = all[to] === undefined ? all[from] : undefined;
    if (values) await this.remember(to, new Map(Object.entries(values)));
  }

  async move(from: string, to: string): Promise<void> {
    await this.memento.update(storageKey, movedKeys(this.all(), from, to));
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }

  private all(): Readonly<Record<string, Values>> {
    return this.memento.get<Readonly<Record<string, Values>>>(storageKey, {});
  }
}

/** The value that a parameter has without asking; undefined where it has to be asked for. */
export function valueOf(
  { name, declaration }: StatementParameter,
  values: ReadonlyMap<string, string>,
): string | undefined {
  return values.get(name) ?? declaration?.default;
}
