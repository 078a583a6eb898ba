/** FNV-1a over the UTF-8 bytes, in [0, 2³²): never changes, so that it can stand for an inode or pick a segment. */
export function nameHash(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(name)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** A stable positive number for a path, since nothing stored has an inode. */
export function inodeOf(path: string): number {
  return nameHash(path) || 1;
}
