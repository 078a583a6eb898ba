import { FramesError } from '../../../wire/errors';

/** Bytes of a sample, and of the longest run of samples that is kept together. */
const bytesPerSample = 8n;
const bytesPerChunk = 32_000n;
/** A partition holds as many chunks, in multiples of a day's hours, as stay below this many bytes. */
const bytesPerPartition = 1_700_000n;
const hoursPerDay = 24n;

const perHour: Readonly<Record<string, bigint>> = { s: 3600n, m: 60n, h: 1n };

const malformed =
  'Invalid samples ingestion rate. The rate must be of the format "[0-9]+/[smh]". For example, "12/m"';

/** Hours that a chunk of samples and a partition of a table span. */
export interface Intervals {
  readonly chunkHours: bigint;
  readonly partitionHours: bigint;
}

/**
 * The intervals of a table that takes samples at a rate (spec/tsdb.md §2, Interval arithmetic).
 * @param rate `12/m`: samples per second, minute or hour
 * @throws FramesError `invalidArgument`
 */
export function intervalsOf(rate: string): Intervals {
  const hourly = hourlyRate(rate);
  const chunkHours = bytesPerChunk / bytesPerSample / hourly;
  if (chunkHours === 0n) {
    throw invalid(
      `Failed to calculate the chunk interval.: the samples ingestion rate (${hourly}/h) is too high`,
    );
  }
  const capacity = chunkHours * hourly * bytesPerSample;
  let chunks = 0n;
  while ((chunks + hoursPerDay) * capacity < bytesPerPartition) chunks += hoursPerDay;
  return { chunkHours, partitionHours: chunks * chunkHours };
}

function hourlyRate(rate: string): bigint {
  const refuse = (reason: string): FramesError =>
    invalid(`Invalid samples ingestion rate (${rate}).: ${reason}`);
  const count = rate.slice(0, -2);
  if (count === '' || rate.at(-2) !== '/') throw refuse(malformed);
  if (!/^[+-]?\d{1,400}$/.test(count)) {
    throw refuse(`${malformed}: strconv.Atoi: parsing ${JSON.stringify(count)}: invalid syntax`);
  }
  const samples = BigInt(count.replace(/^\+/, ''));
  if (samples !== BigInt.asIntN(64, samples)) {
    throw refuse(`${malformed}: strconv.Atoi: parsing ${JSON.stringify(count)}: value out of range`);
  }
  if (samples <= 0n) {
    throw refuse(
      `invalid samples ingestion rate (${count}). The rate cannot have a negative number of samples`,
    );
  }
  const times = perHour[rate.slice(-1)];
  if (times === undefined) throw refuse(malformed);
  return samples * times;
}

function invalid(detail: string): FramesError {
  return new FramesError({ code: 'invalidArgument', detail });
}
