import type { IncomingMessage } from 'node:http';
import { JsonNumber, JsonObject, parseJson, type Json } from '../../wire/json/parse';
import { invalid, tooLarge } from './webApiError';

/** How long a client may send nothing while it is waited for, in milliseconds. */
const longestSilence = 5 * 60_000;

/**
 * All of a request's body, once it has come whole. A client that stops sending is let go of.
 * @throws WebApiError when it is larger than `maxBytes`, at once if it says so itself
 */
export async function readBody(
  request: IncomingMessage,
  maxBytes: number,
  idleMillis = longestSilence,
): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const { socket } = request;
  const letGo = (): void => {
    request.destroy();
  };
  socket.setTimeout(idleMillis).once('timeout', letGo);
  try {
    return await collect(request, maxBytes);
  } finally {
    // How long the answer takes is another matter.
    socket.setTimeout(0).off('timeout', letGo);
  }
}

async function collect(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // What is left of a body that is refused is drained once the answer is sent: the client gets to read it.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The arguments of a function: the members of a JSON object, read by name. An empty body has none; null is absent. */
export class FunctionBody {
  private readonly members: ReadonlyMap<string, Json>;

  private constructor({ members }: JsonObject) {
    this.members = new Map(members);
  }

  /** @throws WebApiError for anything but one JSON object, or nothing at all */
  static parse(bytes: Uint8Array): FunctionBody {
    const value = bytes.length === 0 ? new JsonObject([]) : parseJson(bytes);
    return FunctionBody.of('the body', value);
  }

  /** @param what names the value in an error */
  static of(what: string, value: Json): FunctionBody {
    if (!(value instanceof JsonObject)) throw invalid(`${what} must be a JSON object`);
    return new FunctionBody(value);
  }

  text(name: string): string | undefined {
    const value = this.get(name);
    if (value === undefined || typeof value === 'string') return value;
    throw invalid(`${name} must be a string`);
  }

  /** A whole number in [0, 2⁶³). */
  integer(name: string): bigint | undefined {
    const value = this.get(name);
    if (value === undefined) return undefined;
    const number =
      value instanceof JsonNumber && /^\d{1,19}$/.test(value.text) ? BigInt(value.text) : undefined;
    if (number === undefined || number !== BigInt.asIntN(64, number)) {
      throw invalid(`${name} must be a whole number from 0 to 9223372036854775807`);
    }
    return number;
  }

  /** A whole number in [least, most]. */
  count(
    name: string,
    { least, most }: { readonly least: number; readonly most: number },
  ): number | undefined {
    const value = this.integer(name);
    if (value === undefined || (value >= BigInt(least) && value <= BigInt(most)))
      return value === undefined ? undefined : Number(value);
    throw invalid(`${name} must be from ${least} to ${most}`);
  }

  list(name: string): readonly Json[] | undefined {
    const value = this.get(name);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw invalid(`${name} must be an array`);
    return value as readonly Json[];
  }

  /** The members of an object, in the order of their first appearance; the last of a name counts. */
  entries(name: string): ReadonlyMap<string, Json> | undefined {
    const value = this.get(name);
    if (value === undefined) return undefined;
    if (!(value instanceof JsonObject)) throw invalid(`${name} must be an object`);
    return new Map(value.members);
  }

  private get(name: string): Json | undefined {
    return this.members.get(name) ?? undefined;
  }
}
