import type { StringValues } from '../../../data/column';
import { FramesError } from '../../../wire/errors';
import { seriesKey, type SampleKind, type Samples } from '../../storage/series';
import type { FrameSeries } from './frameSamples';

/** Samples of one series that wait to be stored: times ascend, no two are the same. */
export interface PendingSeries {
  readonly metric: string;
  readonly labels: string;
  readonly samples: Samples;
}

/** Gathers the samples of a request by series, until they are stored (spec/tsdb.md §4, Ordering rule). */
export class PendingSamples {
  private parts = new Map<string, FrameSeries[]>();
  private readonly kinds = new Map<string, SampleKind>();
  /** Samples that wait. */
  size = 0;

  /** @throws FramesError `invalidArgument` when a series gets numbers and texts in one request; then nothing was added */
  add(frame: readonly FrameSeries[]): void {
    const kinds = new Map<string, SampleKind>();
    for (const part of frame) {
      const key = seriesKey(part);
      const { kind } = part.samples;
      const known = kinds.get(key) ?? this.kinds.get(key);
      if (known !== undefined && known !== kind) throw mixedKinds(kind, known);
      kinds.set(key, kind);
    }
    for (const [key, kind] of kinds) this.kinds.set(key, kind);
    for (const part of frame) {
      const key = seriesKey(part);
      const parts = this.parts.get(key);
      if (parts === undefined) this.parts.set(key, [part]);
      else parts.push(part);
      this.size += part.samples.times.length;
    }
  }

  /** Hands out what waits, and forgets it. */
  take(): PendingSeries[] {
    const taken = [...this.parts.values()].map(inOrder);
    this.clear();
    return taken;
  }

  clear(): void {
    this.parts = new Map();
    this.size = 0;
  }
}

function mixedKinds(added: SampleKind, known: SampleKind): FramesError {
  const name = (kind: SampleKind): string => (kind === 'number' ? 'numeric' : 'string');
  const detail = `failed to Add: Cannot append ${name(added)} type metric to ${name(known)} type metric.`;
  return new FramesError({ code: 'invalidArgument', detail });
}

/** Of samples of one time the first stays. */
function inOrder(parts: readonly FrameSeries[]): PendingSeries {
  const [first] = parts;
  if (first === undefined) throw new TypeError('a series that waits has samples');
  const { metric, labels } = first;
  const samples = parts.length === 1 ? first.samples : joined(parts.map((part) => part.samples));
  return { metric, labels, samples: isAscending(samples.times) ? samples : sorted(samples) };
}

function joined(parts: readonly Samples[]): Samples {
  const times = joinedNumbers(parts.map((part) => part.times));
  const numbers = parts.flatMap((part) => (part.kind === 'number' ? [part.values] : []));
  if (numbers.length > 0) return { kind: 'number', times, values: joinedNumbers(numbers) };
  const texts = parts.flatMap((part) => (part.kind === 'text' ? [part.values] : []));
  return { kind: 'text', times, values: texts.flatMap(textsOf) };
}

function joinedNumbers(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function textsOf(values: StringValues): string[] {
  return Array.from({ length: values.length }, (_, i) => values.at(i) ?? '');
}

function isAscending(times: Float64Array): boolean {
  for (let i = 1; i < times.length; i++) if ((times[i] ?? 0) <= (times[i - 1] ?? 0)) return false;
  return true;
}

function sorted(samples: Samples): Samples {
  const { times } = samples;
  const order = Array.from(times, (_, row) => row).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0));
  return pick(
    samples,
    order.filter((row, i) => i === 0 || times[row] !== times[order[i - 1] ?? 0]),
  );
}

function pick(samples: Samples, rows: readonly number[]): Samples {
  const times = Float64Array.from(rows, (row) => samples.times[row] ?? 0);
  return samples.kind === 'number'
    ? { kind: 'number', times, values: Float64Array.from(rows, (row) => samples.values[row] ?? 0) }
    : { kind: 'text', times, values: rows.map((row) => samples.values.at(row) ?? '') };
}
