import type { DType } from '../../data/dtype';

/** A column of a table, or what a metric's samples are. */
export interface KnownColumn {
  readonly name: string;
  /** Undefined where no value has been seen. */
  readonly dtype: DType | undefined;
  readonly role?: 'key' | 'sortingKey' | undefined;
}

/** Values of a label that its series have. */
export interface KnownLabel {
  readonly name: string;
  /** Ascending; the first of them where there are very many. */
  readonly values: readonly string[];
}

/** What can be named in a query over one collection. */
export interface TableDetails {
  /** Metrics of a time series table; columns of the others. Ascending for metrics, else in the order of the table. */
  readonly columns: readonly KnownColumn[];
  /** Of a time series table; empty for the others. */
  readonly labels: readonly KnownLabel[];
}
