import { FramesError } from '../../wire/errors';
import { localConnectionId } from '../connections/connection';
import { isCancellation, reasonOf } from '../report';
import { connectionOf, csvContainer, type FilteredNode, type NoteNode, type ParentNode } from './node';

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
  const { text, detail } = emptiness(parent);
  const isLocal = connectionOf(parent).id === localConnectionId;
  if (parent.kind !== 'container' || !isLocal || parent.container === csvContainer) {
    return noteOf(parent, { tone: 'info', text, detail });
  }
  return noteOf(parent, {
    tone: 'info',
    text: 'Empty. Click to add sample data',
    detail:
      'Nothing is stored here yet. Small sample tables show what Frames can do; they can be deleted like any other.',
    remedy: 'addSampleData',
  });
}

function emptiness(parent: ParentNode): Pick<NoteNode, 'text' | 'detail'> {
  switch (parent.kind) {
    case 'connection':
      return { text: 'No containers', detail: 'The service answers, but this access key sees no container.' };
    case 'group':
      return parent.group === 'pinned'
        ? { text: 'Nothing pinned', detail: 'Pin a collection from its menu.' }
        : { text: 'No history', detail: 'Nothing was read or written over this service yet.' };
    case 'leaf':
    case 'detail':
      return { text: 'None', detail: 'There is nothing to show here yet.' };
    case 'container':
    case 'folder':
      return { text: 'Empty', detail: 'Nothing is stored here yet.' };
  }
}

/** Stands first where a filter is at work. */
export function filterNote(parent: FilteredNode, filter: string): NoteNode {
  return {
    kind: 'note',
    id: `${parent.id}//filter`,
    parent,
    tone: 'filter',
    text: `Filter: ${filter}`,
    detail: 'Only names that match are shown. Click to show all.',
    remedy: 'clearFilter',
  };
}

export function noMatchNote(parent: ParentNode, filter: string): NoteNode {
  return noteOf(parent, {
    tone: 'info',
    text: `Nothing matches “${filter}”. Click to show all`,
    detail: 'No name here matches the filter.',
    remedy: 'clearFilter',
  });
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
  if (parent.kind === 'group') {
    // An older service keeps no history; and where nothing answers at all, the connection says so.
    return noteOf(parent, {
      tone: 'info',
      text: 'Click to try again',
      detail: reasonOf(error, connection),
      remedy: 'retry',
    });
  }
  if (
    connection.id !== localConnectionId &&
    error instanceof FramesError &&
    error.code === 'unauthenticated'
  ) {
    return noteOf(parent, {
      tone: 'error',
      text: 'Click to enter the access key',
      detail: reasonOf(error, connection),
      remedy: 'enterCredentials',
    });
  }
  const startable =
    connection.id === localConnectionId && error instanceof FramesError && error.code === 'unavailable';
  return noteOf(parent, {
    tone: 'error',
    text: startable ? 'Click to start it' : 'Click to try again',
    detail: reasonOf(error, connection),
    remedy: startable ? 'startLocalService' : 'retry',
  });
}
