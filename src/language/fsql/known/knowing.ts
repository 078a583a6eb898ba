import type { Known, KnownTable, KnownTablePath, Wanted } from './known';
import type { Target } from '../settings';

/** Asks what is known, and keeps in mind what is not. */
export class Knowing {
  private readonly asked = new Map<string, Wanted>();

  constructor(
    private readonly known: Known,
    readonly target: Target,
  ) {}

  get wanted(): Wanted[] {
    return [...this.asked.values()];
  }

  get isOpen(): boolean {
    return this.known.isOpen(this.target.connection);
  }

  connections(): readonly string[] {
    return this.known.connections() ?? this.none({ kind: 'connections' });
  }

  containers(): readonly string[] {
    const { connection } = this.target;
    return this.known.containers(connection) ?? this.none({ kind: 'containers', connection });
  }

  tables(): readonly KnownTablePath[] | undefined {
    const tables = this.known.tables(this.target);
    if (tables === undefined) this.want({ kind: 'tables', target: this.target });
    return tables;
  }

  table({ backend, path }: KnownTablePath): KnownTable | 'missing' | undefined {
    if (path === '') return undefined;
    const table = { backend, path };
    const known = this.known.table(this.target, table);
    if (known === undefined) this.want({ kind: 'table', target: this.target, table });
    return known;
  }

  labelValues(table: KnownTablePath, label: string): readonly string[] {
    const { target } = this;
    const known = this.table(table);
    if (known === undefined || known === 'missing') return [];
    return known.labelValues?.(label) ?? this.none({ kind: 'labelValues', target, table, label });
  }

  private none(wanted: Wanted): [] {
    this.want(wanted);
    return [];
  }

  private want(wanted: Wanted): void {
    this.asked.set(JSON.stringify(wanted), wanted);
  }
}
