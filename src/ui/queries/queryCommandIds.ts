import type { CommandId } from '../ids';

/** The commands of query files, of saved queries and of the history. */
export const queryCommandIds = [
  'frames.newQuery',
  'frames.runQuery',
  'frames.runLastDay',
  'frames.runQueryInNewTab',
  'frames.chartQuery',
  'frames.copyQueryAsPython',
  'frames.chooseQueryConnection',
  'frames.changeParameters',
  'frames.refreshNames',
  'frames.saveQuery',
  'frames.findQuery',
  'frames.openQuery',
  'frames.runSavedQuery',
  'frames.renameQuery',
  'frames.moveQuery',
  'frames.deleteQuery',
  'frames.newQueryFolder',
  'frames.copyQuery',
  'frames.revealQuery',
  'frames.rerunQuery',
  'frames.openHistoryQuery',
  'frames.starQuery',
  'frames.deleteHistoryEntry',
  'frames.clearQueryHistory',
] as const satisfies readonly CommandId[];
