import { secretPlaceNames, type SecretPlace } from './secretStore';

/** What the user should hear about where secrets rest; names are those of connections. */
export type SecretNotice =
  /** The chosen place cannot be used. */
  | {
      readonly kind: 'fallback';
      readonly wanted: SecretPlace;
      readonly used: SecretPlace;
      readonly reason: string;
    }
  /** A place that holds secrets cannot be read. */
  | { readonly kind: 'unreadable'; readonly place: SecretPlace; readonly reason: string }
  /** After a change of the setting: these now rest in the new place, and nowhere else. */
  | { readonly kind: 'moved'; readonly place: SecretPlace; readonly names: readonly string[] }
  /** Memory was chosen: these rest elsewhere still, as closing the window would lose them. */
  | { readonly kind: 'leftBehind'; readonly names: readonly string[] }
  /** These stay where they are, and are found there. */
  | {
      readonly kind: 'notMoved';
      readonly place: SecretPlace;
      readonly names: readonly string[];
      readonly reason: string;
    };

/** What can be done about it. */
export type SecretAction = 'tryAgain' | 'deleteStored' | 'openSetting' | 'showLog';

export const secretActionLabels: Readonly<Record<SecretAction, string>> = {
  tryAgain: 'Try Again',
  deleteStored: 'Delete Stored Keys',
  openSetting: 'Open Setting',
  showLog: 'Show Log',
};

export interface SecretMessage {
  readonly severity: 'info' | 'warning';
  readonly text: string;
  readonly actions: readonly SecretAction[];
}

/** A notice as the user reads it. */
export function messageOf(notice: SecretNotice): SecretMessage {
  const actions: readonly SecretAction[] = ['tryAgain', 'openSetting', 'showLog'];
  switch (notice.kind) {
    case 'fallback': {
      const { wanted, used, reason } = notice;
      const until = used === 'memory' ? ' Connections ask for them again after that.' : '';
      const text = `Access keys cannot be kept in ${secretPlaceNames[wanted]}: ${bare(reason)}. They are kept in ${secretPlaceNames[used]}.${until}`;
      return { severity: 'warning', text, actions };
    }
    case 'unreadable': {
      const text = `Access keys in ${secretPlaceNames[notice.place]} cannot be read: ${bare(notice.reason)}. Unlock it, then try again.`;
      return { severity: 'warning', text, actions };
    }
    case 'notMoved': {
      const { place, names, reason } = notice;
      const text = `The access ${keysOf(names)} could not be moved to ${secretPlaceNames[place]}: ${bare(reason)}. Nothing is lost: ${names.length === 1 ? 'it stays' : 'they stay'} where ${names.length === 1 ? 'it was' : 'they were'}.`;
      return { severity: 'warning', text, actions };
    }
    case 'leftBehind': {
      const text = `New access keys are kept in memory, until the window closes. The ${keysOf(notice.names)} ${notice.names.length === 1 ? 'is' : 'are'} still stored as well.`;
      return { severity: 'info', text, actions: ['deleteStored', 'openSetting'] };
    }
    case 'moved': {
      const { place, names } = notice;
      const text = `The access ${keysOf(names)} ${names.length === 1 ? 'is' : 'are'} now kept in ${secretPlaceNames[place]}.`;
      return { severity: 'info', text, actions: ['openSetting'] };
    }
  }
}

function keysOf(names: readonly string[]): string {
  return names.length === 1 ? `key of ${names[0] ?? ''}` : `keys of ${names.length} connections`;
}

function bare(text: string): string {
  return text.trim().replace(/\.$/, '');
}
