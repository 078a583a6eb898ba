import { randomUUID } from 'node:crypto';
import type { Json } from './cases';

/** The table of one run of a case: fills templates, and puts them back into what came from the service. */
export class Names {
  readonly table: string;
  /** Start of the run, in seconds since the epoch. */
  private readonly now = Math.floor(Date.now() / 1000);

  constructor(
    caseId: string,
    private readonly url: string,
  ) {
    this.table = `fc_${randomUUID().slice(0, 8)}_${caseId.replace(/[^A-Za-z0-9]/g, '_').slice(0, 40)}`;
  }

  fill<T extends Json>(value: T): T {
    const filled = JSON.stringify(value)
      .replaceAll('{{t}}', this.table)
      .replaceAll('{{url}}', this.url)
      .replace(/\{\{(ns|ms|iso):(-?\d+)\}\}/g, (_, unit: string, offset: string) =>
        this.time(unit, Number(offset)),
      );
    return JSON.parse(filled) as T;
  }

  /** Makes a text independent of this run, and of the wording of Go's library. */
  mask(text: string): string {
    return text
      .replaceAll(this.table, '{{t}}')
      .replaceAll(this.url, '{{url}}')
      .replace(/(Expected a 2xx response status code: HTTP\/1\.1 \d+ [A-Za-z ]*[A-Za-z]).*/s, '$1')
      .replace(/^(bad request - )(json: |invalid character|unexpected end).*/s, '$1*')
      .replace(/(not an RFC 3339 time format\.: parsing time ".*?").*/s, '$1*')
      .replace(/(syntax error at position ).*/s, '$1*')
      .replace(/(incompatible data type into metric \{\{t\}\}\/).*/, '$1*')
      .replace(/\b(open|remove|stat|unlinkat) [^ :]*?\/?(\{\{t\}\})/g, '$1 {{root}}/$2');
  }

  /** Nanoseconds near the start of the run as seconds from it. */
  maskNanos(nanos: string): string {
    const seconds = BigInt(nanos) / 1_000_000_000n - BigInt(this.now);
    const isNear = seconds > -MAX_OFFSET_SECONDS && seconds < MAX_OFFSET_SECONDS;
    return isNear && BigInt(nanos) % 1_000_000_000n === 0n ? `{{ns:${seconds}}}` : nanos;
  }

  private time(unit: string, offset: number): string {
    const seconds = this.now + offset;
    if (unit === 'iso') return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
    return `${seconds}${unit === 'ns' ? '000000000' : '000'}`;
  }
}

const MAX_OFFSET_SECONDS = 100n * 86_400n;
