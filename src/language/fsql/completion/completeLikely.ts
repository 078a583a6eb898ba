import { columnCompletion, rolesIn } from './completeColumns';
import type { Completion } from './completion';
import type { Cursor } from '../cursor';
import type { QueryDocument } from '../document';
import type { Knowing } from '../known/knowing';
import type { KnownTablePath } from '../known/known';
import { settingsOf, targetOf } from '../settings';

/** In SELECT, before a statement names its table: the names of the table that it is most likely about. */
export function likelyColumnCompletions(
  cursor: Cursor,
  knowing: Knowing,
  document: QueryDocument,
): Completion[] {
  if (cursor.clause !== 'select' || cursor.table !== '' || !knowing.isOpen) return [];
  const likely = likelyTable(cursor, knowing, document);
  const table = likely && knowing.table(likely);
  if (!table || table === 'missing') return [];
  const roles = rolesIn({ clause: 'select', backend: likely.backend });
  return table.columns
    .filter(({ role }) => roles.includes(role))
    .map((column) => columnCompletion(column, cursor, likely.path));
}

/** That of the statement before, or of another one of the file on the same connection; else the only time series there are. */
function likelyTable(
  { statement }: Cursor,
  knowing: Knowing,
  document: QueryDocument,
): KnownTablePath | undefined {
  const target = JSON.stringify(knowing.target);
  const others = document.statements.filter(
    (other) => other.content.table !== '' && JSON.stringify(targetOf(settingsOf(document, other))) === target,
  );
  const at = statement?.index ?? Infinity;
  const nearest = others.findLast(({ index }) => index < at) ?? others[0];
  if (nearest) return { backend: nearest.content.backend, path: nearest.content.table };
  const series = knowing.tables()?.filter(({ backend }) => backend === 'tsdb') ?? [];
  return series.length === 1 ? series[0] : undefined;
}
