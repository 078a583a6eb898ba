import type { Creation, Deletion, Execution, HistoryFilter } from '../../frames/operations';
import type { Query } from '../../frames/query';
import type { WriteTarget } from '../../frames/writing';

/** One call of the client: what a form, a lens or a row of the history stands for. A value without any secret. */
export type Call =
  | { readonly method: 'read'; readonly query: Query }
  | { readonly method: 'create'; readonly creation: Creation }
  | { readonly method: 'write'; readonly target: WriteTarget }
  | { readonly method: 'delete'; readonly deletion: Deletion }
  | { readonly method: 'execute'; readonly execution: Execution }
  | { readonly method: 'history'; readonly filter: HistoryFilter };
