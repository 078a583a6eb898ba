import { Agent, request } from 'node:https';
import { checkServerIdentity } from './serverIdentity';
import type { TrustOptions } from './trust';

/** The part of a request of `fetch` that is used here. */
export interface FetchRequest {
  readonly method?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

/** The part of an answer of `fetch` that is used here. */
export interface FetchedText {
  readonly status: number;
  readonly location: string | undefined;
  readonly text: string;
}

export type FetchText = (url: string, request: FetchRequest) => Promise<FetchedText>;

/** Redirects are not followed: what the headers hold is for nobody but the host that was named. */
export const fetchText: FetchText = async (url, options) => {
  const response = await fetch(url, { ...options, redirect: 'manual' });
  const location = response.headers.get('location') ?? undefined;
  return { status: response.status, location, text: await response.text() };
};

/** The same over https to a server whose certificate is judged by `trust`, which `fetch` cannot be told. */
export function trustingFetch(trust: TrustOptions): FetchText {
  const agent = new Agent({ keepAlive: true, checkServerIdentity, ...trust });
  return (url, { method = 'GET', headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const sent = request(url, { method, headers: { ...headers }, agent, signal }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode = 0, headers: answered } = response;
          resolve({
            status: statusCode,
            location: answered.location,
            text: Buffer.concat(chunks).toString(),
          });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
}
