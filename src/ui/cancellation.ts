import type { CancellationToken } from 'vscode';

/**
 * VS Code's token as the signal that everything below `ui` understands. A token's source ends with its operation,
 * and the listener with it.
 */
export function toSignal(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
