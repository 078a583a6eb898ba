import fs from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Frame } from '../data/frame';
import { connect } from '../frames/index';
import { samples, type Sample } from './samples';

export interface LoadOptions {
  /** Of the service. */
  readonly address: string;
  /** Of the service; remembers what was loaded, so that a sample which the user deletes or changes stays so. */
  readonly dataFolder: string;
  readonly log: (line: string) => void;
}

/** Writes the samples that this data folder never had, and what live ones lack up to now. */
export async function loadSampleData({ address, dataFolder, log }: LoadOptions): Promise<void> {
  const record = path.join(dataFolder, 'samples.json');
  const loaded = readRecord(record);
  const missing = samples.filter((sample) => !loaded.includes(nameOf(sample)));
  if (missing.length > 0) log('Loading sample data (once) …');
  for (const sample of missing) {
    try {
      await load(sample, { address, log });
    } catch (error) {
      // Worth a look without it, and tried again the next time.
      log(`  ${nameOf(sample)} could not be loaded: ${(error as Error).message}`);
      continue;
    }
    loaded.push(nameOf(sample));
    fs.writeFileSync(record, JSON.stringify(loaded));
  }
  for (const sample of samples) if (sample.isLive && !missing.includes(sample)) await keepUp(sample, address);
}

/** Brings a live sample up to the present, unless the user has deleted it. */
async function keepUp(sample: Sample, address: string): Promise<void> {
  const client = connect(address, { container: sample.container });
  try {
    await client.write(sample.target, sample.frames());
  } catch {
    // It is gone, and stays so.
  } finally {
    client.close();
  }
}

async function load(sample: Sample, { address, log }: Pick<LoadOptions, 'address' | 'log'>): Promise<void> {
  const client = connect(address, { container: sample.container });
  const start = performance.now();
  try {
    if (sample.creation) await client.create(sample.creation);
    const { rows } = await client.write(sample.target, reported(sample, log));
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    log(`  ${nameOf(sample)}: ${rows.toLocaleString('en')} rows (${seconds} s)`);
  } finally {
    client.close();
  }
}

/** The frames, with a word now and then on the way. */
function* reported(sample: Sample, log: (line: string) => void): Generator<Frame> {
  const interval = 250_000;
  let rows = 0;
  for (const frame of sample.frames()) {
    yield frame;
    rows += frame.length;
    if (rows % interval === 0) log(`  ${nameOf(sample)}: ${rows.toLocaleString('en')} rows …`);
  }
}

function nameOf({ container, target }: Sample): string {
  return `${container}/${target.table}`;
}

function readRecord(file: string): string[] {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as string[];
  } catch {
    return [];
  }
}
