export function shardsText(count: number): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? 'shard' : 'shards'}`;
}

/** Such as `4.2 MB`. */
export function sizeText(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit === 0 ? size.toLocaleString('en-US') : size.toFixed(size < 10 ? 1 : 0)} ${units[unit] ?? ''}`;
}
