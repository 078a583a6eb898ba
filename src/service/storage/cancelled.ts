import { FramesError } from '../../wire/errors';

/** What a caller is told whose own signal has ended what it asked for, however the engine took it. */
export function cancelled(what: 'read' | 'write'): FramesError {
  return new FramesError({ code: 'cancelled', detail: `the ${what} was cancelled` });
}
