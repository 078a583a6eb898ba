import { parseArgs } from 'node:util';

export interface Address {
  /** A name or an IP address, without brackets. */
  readonly host: string;
  /** 0 to 65535; 0 takes a free one. */
  readonly port: number;
}

export interface ServiceOptions {
  /** Where everything is kept; created when it is missing. */
  readonly data: string;
  readonly grpc: Address;
  readonly http: Address;
  readonly webapi: Address;
  /** End with the standard input. */
  readonly stopWithStdin: boolean;
}

export const usage = `Usage: service --data DIR [options]

  --data DIR           folder that holds the tables; created when it is missing
  --grpc HOST:PORT     gRPC calls                        (127.0.0.1:8081)
  --http HOST:PORT     the same calls over HTTP         (127.0.0.1:8080)
  --webapi HOST:PORT   listings of what is stored        (127.0.0.1:8085)
  --stop-with-stdin    stop when the standard input ends
  --help               print this text

Port 0 takes a free port; the line printed when the service is ready names it.
`;

/** Wrong arguments; the message says which, and what would be right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * @param args what follows the name of the program
 * @returns 'help' when the usage was asked for
 * @throws UsageError
 */
export function parseOptions(args: readonly string[]): ServiceOptions | 'help' {
  const { help, data, grpc, http, webapi, 'stop-with-stdin': stopWithStdin } = parse(args);
  if (help) return 'help';
  if (data === undefined || data === '') throw new UsageError('--data DIR is required');
  return {
    data,
    grpc: parseAddress('--grpc', grpc),
    http: parseAddress('--http', http),
    webapi: parseAddress('--webapi', webapi),
    stopWithStdin,
  };
}

/** `127.0.0.1:80`, `[::1]:80` */
export function formatAddress({ host, port }: Address): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        data: { type: 'string' },
        grpc: { type: 'string', default: '127.0.0.1:8081' },
        http: { type: 'string', default: '127.0.0.1:8080' },
        webapi: { type: 'string', default: '127.0.0.1:8085' },
        'stop-with-stdin': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function parseAddress(flag: string, text: string): Address {
  const match = /^(?:\[([0-9a-fA-F:.%]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (host === undefined || port > 65535) {
    throw new UsageError(
      `${flag} takes HOST:PORT with a port from 0 to 65535, such as 127.0.0.1:0, not '${text}'`,
    );
  }
  return { host, port };
}
