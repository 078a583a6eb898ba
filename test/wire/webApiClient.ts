import { request } from 'node:http';

export interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** The web API's refusal of a call. */
export interface Refusal {
  readonly ErrorCode: number;
  readonly ErrorMessage: string;
}

/** Sends requests with their paths and bodies exactly as they stand in a test. */
export class WebApiClient {
  /** @param address what the ready line names */
  constructor(private readonly address: string) {}

  ask(path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Reply> {
    const { hostname, port } = new URL(this.address);
    return new Promise((resolve, reject) => {
      const sent = request({ hostname, port, path, method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  /** Runs a function; `args` is an object, or a body as it stands. */
  call(name: string, path: string, args: object | string = {}): Promise<Reply> {
    return this.ask(path, {
      method: 'PUT',
      headers: { 'X-v3io-function': name },
      body: typeof args === 'string' ? args : JSON.stringify(args),
    });
  }

  /** What a function answers. @throws Error with the refusal, if it does not succeed */
  async answer<T>(name: string, path: string, args: object = {}): Promise<T> {
    const { status, body } = await this.call(name, path, args);
    if (status !== 200) throw new Error(`${name} ${path}: ${status} ${body}`);
    return (body === '' ? undefined : JSON.parse(body)) as T;
  }
}
