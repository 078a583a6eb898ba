import type { SqlNode } from '../../sql/ast';
import type { ChartKind } from '../pragmas';
import type { Problem } from '../problems/problem';

interface PlanBase {
  readonly table: string;
  /** As the pragmas name them; undefined: the active ones. */
  readonly connection: string | undefined;
  readonly container: string | undefined;
  readonly name: string | undefined;
  readonly chart: ChartKind | undefined;
}

/** spec/tsdb.md §6, §13 */
export interface TsdbPlan extends PlanBase {
  readonly backend: 'tsdb';
  /** What goes to the service: no qualifier, no comments, parameters as literals. */
  readonly sql: string;
  readonly start: string | undefined;
  readonly end: string | undefined;
  readonly step: string | undefined;
  readonly aggregationWindow: string | undefined;
  readonly multiIndex: boolean;
  /** Where the pieces of `sql` come from, in their order: see `placeInDocument`. */
  readonly origins: readonly Origin[];
}

/** spec/kv.md §7 */
export interface NosqlPlan extends PlanBase {
  readonly backend: 'nosql';
  /** Empty: all of the schema. */
  readonly columns: readonly string[];
  /** In the platform's expression language (spec/kv.md §11). */
  readonly filter: string | undefined;
  readonly shardingKeys: readonly string[];
  readonly sortKeyRangeStart: string | undefined;
  readonly sortKeyRangeEnd: string | undefined;
  readonly resetIndex: boolean;
}

/** spec/stream.md §3 */
export interface StreamPlan extends PlanBase {
  readonly backend: 'stream';
  /** `all` as many as the stream has: whoever reads looks that up. */
  readonly shards: readonly string[] | 'all';
  readonly seek: 'earliest' | 'latest' | 'time' | 'sequence';
  /** With seek `sequence`. */
  readonly sequence: bigint | undefined;
  /** With seek `time`. */
  readonly start: string | undefined;
}

/** spec/csv.md */
export interface CsvPlan extends PlanBase {
  readonly backend: 'csv';
  /** Rows at most; all unless given. */
  readonly limit: number | undefined;
}

/** The parameters of a read: all that a statement and its pragmas say, with values in place of parameters. */
export type ReadPlan = TsdbPlan | NosqlPlan | StreamPlan | CsvPlan;

export type Planned =
  | { readonly plan: ReadPlan; readonly problems?: undefined }
  /** Errors only; at least one. */
  | { readonly plan?: undefined; readonly problems: readonly Problem[] };

/** A piece of a text that was made from a document. */
export interface Origin extends SqlNode {
  /** Where in the made text it begins; it goes on to where the next one begins. */
  readonly at: number;
  /** Whether it is there as it stands in the document, unit by unit. */
  readonly verbatim: boolean;
}
