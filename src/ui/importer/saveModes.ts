import type { SaveMode } from '../../frames/writing';

/** A save mode in plain words. */
export interface SaveModeChoice {
  readonly mode: SaveMode;
  readonly label: string;
  readonly detail: string;
}

/** What can be done when the table is there already (spec/kv.md §5); the one that changes nothing that exists comes first. */
export const saveModesForExisting: readonly SaveModeChoice[] = [
  {
    mode: 'createNewItemsOnly',
    label: 'Add new rows only',
    detail: 'A row whose key is in the table already is left as it is there.',
  },
  {
    mode: 'updateItem',
    label: 'Add and update rows',
    detail: 'A row whose key is in the table already gets the values of the file; its other columns stay.',
  },
  {
    mode: 'overwriteItem',
    label: 'Add and replace rows',
    detail: 'A row whose key is in the table already is replaced as a whole.',
  },
  {
    mode: 'overwriteTable',
    label: 'Replace the table',
    detail: 'Everything that is in the table now is deleted first.',
  },
];

/** For a table that is not there; should it appear meanwhile, nothing is written. */
export const saveModeForNew: SaveMode = 'errorIfTableExists';

/** Where nobody could look whether the table is there. */
export const onlyIfNew: SaveModeChoice = {
  mode: saveModeForNew,
  label: 'Make a new table',
  detail: 'Where there is a table of this name already, nothing is written.',
};

/** What became of a table when writing to it ended on the way. @param mode undefined where there is none to choose */
export function unfinishedText(mode: SaveMode | undefined): string {
  return mode === 'overwriteTable'
    ? 'What the table held before may be gone, and a part of the new rows may be in it: write them again to have all of them.'
    : 'Rows that had been sent before may be in the table.';
}
