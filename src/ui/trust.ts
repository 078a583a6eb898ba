/** Whether the user trusts the workspace; nothing connects and no process starts before. */
export interface Trust {
  readonly isTrusted: boolean;
}

/** Thrown instead of connecting in Restricted Mode. */
export class RestrictedModeError extends Error {
  override readonly name = 'RestrictedModeError';
  constructor() {
    super('Frames does not connect in Restricted Mode.');
  }
}

/**
 * Stands at the two places where something leaves the editor, opening a client and starting the local service, and before
 * questions that lead to one of them.
 */
export function requireTrust(trust: Trust): void {
  if (!trust.isTrusted) throw new RestrictedModeError();
}
