import type { HistoryEntry } from './historyFile';

/** The statement on one line, without the comments above it. */
export function statementLine(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  const line = lines
    .filter((each) => each !== '' && !each.startsWith('--'))
    .join(' ')
    .replace(/\s+/g, ' ');
  const most = 200;
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}

/** How a run went: `20 rows · 62 ms`. */
export function outcomeText({ state, rows, elapsedMs }: HistoryEntry): string {
  const count = `${rows.toLocaleString('en-US')} ${rows === 1 ? 'row' : 'rows'}`;
  const ended = state === 'failed' && rows === 0 ? 'failed' : `${state} at ${count}`;
  const result = state === 'done' ? count : ended;
  return `${result} · ${durationText(elapsedMs)}`;
}

function durationText(ms: number): string {
  if (ms < 1000) return `${ms} ms`;
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 60_000)} min`;
}

/** How long ago something was: `just now`, `5 min ago`, `3 h ago`, then the day. */
export function agoText(startedAt: number, now: number): string {
  const minutes = Math.floor((now - startedAt) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ago`;
  return new Date(startedAt).toISOString().slice(0, 10);
}
