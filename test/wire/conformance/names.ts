import { randomUUID } from 'node:crypto';
import type { Json } from './cases';

/** The table of one run of a case: fills templates, and puts them back into what came from the service. */
export class Names {
  readonly table: string;

  constructor(
    caseId: string,
    private readonly url: string,
  ) {
    this.table = `fc_${randomUUID().slice(0, 8)}_${caseId.replace(/[^A-Za-z0-9]/g, '_').slice(0, 40)}`;
  }

  fill<T extends Json>(value: T): T {
    return JSON.parse(
      JSON.stringify(value).replaceAll('{{t}}', this.table).replaceAll('{{url}}', this.url),
    ) as T;
  }

  /** Makes a text independent of this run. */
  mask(text: string): string {
    return text
      .replaceAll(this.table, '{{t}}')
      .replaceAll(this.url, '{{url}}')
      .replace(/(Expected a 2xx response status code: HTTP\/1\.1 \d+ [A-Za-z ]*[A-Za-z]).*/s, '$1')
      .replace(/\b(open|remove|stat|unlinkat) [^ :]*?\/?(\{\{t\}\})/g, '$1 {{root}}/$2');
  }
}
