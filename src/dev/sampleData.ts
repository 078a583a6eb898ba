export function loadSampleData(_o: {
  address: string;
  dataFolder: string;
  log: (s: string) => void;
}): Promise<void> {
  return Promise.resolve();
}
