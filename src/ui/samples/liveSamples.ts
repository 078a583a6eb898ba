import { frameOf, type Frame } from '../../data/frame';
import { floats, integers, randomNumbers, round, strings, times } from './sampleColumns';

const millisPerMinute = 60_000;
const minutesOfMetrics = 24 * 60;

/** Hosts and where they stand: the two labels of the metrics. */
const hosts = [
  ['alpha', 'north'],
  ['beta', 'north'],
  ['gamma', 'south'],
  ['delta', 'south'],
] as const;

/**
 * A day of metrics, a sample a minute, that ends with the present minute. The values follow from the time alone, so that a later
 * call continues an earlier one; `gamma` is silent for an hour in every eight, `disk` is reported every ten minutes.
 */
export function* metrics(): Generator<Frame> {
  const last = Math.floor(Date.now() / millisPerMinute);
  for (const [number, [host, region]] of hosts.entries()) {
    const minutes = Array.from(
      { length: minutesOfMetrics },
      (_, i) => last - minutesOfMetrics + 1 + i,
    ).filter((minute) => host !== 'gamma' || minute % 480 >= 60);
    const labels = [strings('host', minutes, () => host), strings('region', minutes, () => region)];
    const wave = (minute: number, period: number): number =>
      Math.sin(((minute + number * 97) / period) * 2 * Math.PI);
    const noise = (minute: number): number => randomNumbers(minute * 31 + number)();
    yield frameOf({
      indices: [times('time', minutes, (minute) => minute * millisPerMinute), ...labels],
      columns: [
        floats('cpu', minutes, (minute) => round(45 + 25 * wave(minute, 360) + 15 * noise(minute))),
        floats('memory', minutes, (minute) => round(60 + 10 * wave(minute, 1440) + 2 * noise(minute + 1))),
        integers('requests', minutes, (minute) =>
          Math.floor(200 + 150 * wave(minute, 720) + 40 * noise(minute + 2)),
        ),
        floats('disk', minutes, (minute) =>
          minute % 10 === 0 ? round(30 + number * 12 + (minute % 1440) / 200) : null,
        ),
      ],
    });
  }
}

const pages = ['/', '/docs', '/docs/start', '/pricing', '/blog', '/login'];
const browsers = ['Firefox', 'Chrome', 'Safari', 'Edge'];

/** Visits to pages, one record each, in small batches. */
export function* visits(): Generator<Frame> {
  const random = randomNumbers(7);
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
  const batches = 12;
  const rows = Array.from({ length: 100 }, (_, row) => row);
  for (let batch = 0; batch < batches; batch++) {
    yield frameOf({
      columns: [
        strings('page', rows, () => pick(pages)),
        strings('browser', rows, () => pick(browsers)),
        strings('visitor', rows, () => `visitor-${Math.floor(random() * 200)}`),
        integers('milliseconds', rows, () => Math.floor(20 + random() * random() * 900)),
        floats('scrolled', rows, () => round(random())),
      ],
    });
  }
}
