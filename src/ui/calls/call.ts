import type { Scalar } from '../../data/dtype';
import type { Frame } from '../../data/frame';
import type { Creation, Deletion, Execution, HistoryFilter } from '../../frames/operations';
import type { Query } from '../../frames/query';
import type { WriteTarget } from '../../frames/writing';

/** One call of the client: what a form, a lens or a row of the history stands for. A value without any secret. */
export type Call =
  | { readonly method: 'read'; readonly query: Query }
  | { readonly method: 'create'; readonly creation: Creation }
  | { readonly method: 'write'; readonly target: WriteTarget; readonly rows?: WrittenRows | undefined }
  | { readonly method: 'delete'; readonly deletion: Deletion }
  | { readonly method: 'execute'; readonly execution: Execution }
  | { readonly method: 'history'; readonly filter: HistoryFilter };

/** The rows of a write, where they are known: at hand, or in a CSV file that is read when they are sent. */
export type WrittenRows = (
  | { readonly frame: Frame }
  | {
      /** A path or a name, as Python shall open it. */
      readonly csvFile: string;
      /** A comma unless given. */
      readonly delimiter?: string | undefined;
      readonly indices?: readonly string[] | undefined;
      /** Columns of times; anything else is typed by its text. */
      readonly timeColumns?: readonly string[] | undefined;
      /** Of all rows. */
      readonly labels?: ReadonlyMap<string, Scalar> | undefined;
    }
) & {
  /** Rows of a message at most, at least 1. */
  readonly maxRowsInMessage?: number | undefined;
};
