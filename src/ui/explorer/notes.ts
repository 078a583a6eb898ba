import { FramesError } from '../../wire/errors';
import { localConnectionId } from '../connections/connection';
import { isCancellation, reasonOf } from '../report';
import { connectionOf, type NoteNode, type ParentNode } from './node';

export function noteOf(
  parent: ParentNode,
  note: Pick<NoteNode, 'tone' | 'text' | 'detail' | 'remedy'>,
): NoteNode {
  return { kind: 'note', id: `${parent.id}//note`, parent, ...note };
}

/** Stands there while a slow service is being listed. */
export function listingNote(parent: ParentNode): NoteNode {
  return noteOf(parent, {
    tone: 'progress',
    text: 'Listing… Click to stop',
    detail: 'The service has not answered yet.',
    remedy: 'stopLoading',
  });
}

export function emptyNote(parent: ParentNode): NoteNode {
  const text = parent.kind === 'connection' ? 'No containers' : 'Empty';
  return noteOf(parent, { tone: 'info', text, detail: 'Nothing is stored here yet.' });
}

export function notListed(parent: ParentNode): NoteNode {
  return noteOf(parent, {
    tone: 'info',
    text: 'Open a collection by its path…',
    detail:
      'This connection has no web API, so what it holds cannot be listed. A collection can be opened by its path.',
    remedy: 'openCollection',
  });
}

export function failureNote(parent: ParentNode, error: unknown): NoteNode {
  if (isCancellation(error)) {
    const detail = 'Listing was stopped.';
    return noteOf(parent, { tone: 'info', text: 'Click to list again', detail, remedy: 'retry' });
  }
  const connection = connectionOf(parent);
  const startable =
    connection.id === localConnectionId && error instanceof FramesError && error.code === 'unavailable';
  return noteOf(parent, {
    tone: 'error',
    text: startable ? 'Click to start it' : 'Click to try again',
    detail: reasonOf(error, connection),
    remedy: startable ? 'startLocalService' : 'retry',
  });
}
