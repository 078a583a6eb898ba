import type { DirectoryPath } from '../../storage/storage';
import type { FrameRows } from './frameRows';

/** The rows of each partition, in order; the table itself is the empty one. */
export function rowsByPartition({ names, partitions }: FrameRows): Map<string, number[]> {
  const found = new Map<string, number[]>();
  names.forEach((_, row) => {
    const partition = partitions?.[row] ?? '';
    const rows = found.get(partition);
    if (rows === undefined) found.set(partition, [row]);
    else rows.push(row);
  });
  return found;
}

export function below({ container, path }: DirectoryPath, partition: string): DirectoryPath {
  return { container, path: path === '' || partition === '' ? path + partition : `${path}/${partition}` };
}
