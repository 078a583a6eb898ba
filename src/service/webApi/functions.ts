import type { WebFunction } from './call';
import { getItem, putItem, updateItem } from './items';
import { done, json } from './reply';
import { getItems } from './scan';
import { createStream, describeStream, getRecords, putRecords, seekShard, updateStream } from './streams';
import { noSuchFile } from './webApiError';

/** The number of parts in which to scan a table side by side: each scan of a part costs as much as one of all. */
const getClusterMetadata: WebFunction = () => Promise.resolve(json('{"NumberOfVNs":1}'));

/** Owners, modes and times are those of the service: a change of them is accepted and not kept. */
const setDirectoryAttributes: WebFunction = async ({ storage, path }) => {
  if (!(await storage.objects.directoryExists(path.container, path.path))) throw noSuchFile();
  return done();
};

/** What `X-v3io-function` can name. */
export const functions: ReadonlyMap<string, WebFunction> = new Map<string, WebFunction>([
  ['GetItem', getItem],
  ['GetItems', getItems],
  ['PutItem', putItem],
  ['UpdateItem', updateItem],
  ['CreateStream', createStream],
  ['DescribeStream', describeStream],
  ['UpdateStream', updateStream],
  ['PutRecords', putRecords],
  ['Seek', seekShard],
  ['SeekShard', seekShard],
  ['GetRecords', getRecords],
  ['GetClusterMD', getClusterMetadata],
  ['DirSetAttr', setDirectoryAttributes],
]);
