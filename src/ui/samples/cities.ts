import { frameOf, type Frame } from '../../data/frame';
import { booleans, floats, integers, strings } from './sampleColumns';

/** Name, country, people in the city proper (rounded, 2020), latitude, longitude, whether it is a capital. */
const cities = [
  ['Amsterdam', 'Netherlands', 873_000, 52.37, 4.9, true],
  ['Bogotá', 'Colombia', 7_740_000, 4.71, -74.07, true],
  ['Cairo', 'Egypt', 9_540_000, 30.04, 31.24, true],
  ['Hamburg', 'Germany', 1_850_000, 53.55, 9.99, false],
  ['Istanbul', 'Türkiye', 15_460_000, 41.01, 28.98, false],
  ['Jakarta', 'Indonesia', 10_560_000, -6.21, 106.85, true],
  ['Lagos', 'Nigeria', null, 6.52, 3.38, false],
  ['Lima', 'Peru', 9_750_000, -12.05, -77.04, true],
  ['London', 'United Kingdom', 9_000_000, 51.51, -0.13, true],
  ['Mumbai', 'India', 12_480_000, 19.08, 72.88, false],
  ['Nairobi', 'Kenya', 4_400_000, -1.29, 36.82, true],
  ['New York', 'United States', 8_800_000, 40.71, -74.01, false],
  ['Oslo', 'Norway', 697_000, 59.91, 10.75, true],
  ['São Paulo', 'Brazil', 12_330_000, -23.55, -46.63, false],
  ['Seoul', 'South Korea', 9_670_000, 37.57, 126.98, true],
  ['Sydney', 'Australia', null, -33.87, 151.21, false],
  ['Tel Aviv', 'Israel', 461_000, 32.09, 34.78, false],
  ['Tokyo', 'Japan', 13_960_000, 35.68, 139.69, true],
] as const;

/** A small table; of two cities the number of people is unknown. */
export function* cityTable(): Generator<Frame> {
  yield frameOf({
    indices: [strings('city', cities, ([name]) => name)],
    columns: [
      strings('country', cities, ([, country]) => country),
      integers('people', cities, ([, , people]) => people),
      floats('latitude', cities, (city) => city[3]),
      floats('longitude', cities, (city) => city[4]),
      booleans('is_capital', cities, (city) => city[5]),
    ],
  });
}
