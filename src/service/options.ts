import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

export interface Address {
  /** A name or an IP address, without brackets. */
  readonly host: string;
  /** 0 to 65535; 0 takes a free one. */
  readonly port: number;
}

/** What the command line says. */
export interface ServiceOptions {
  /** Where everything is kept; created when it is missing. */
  readonly data: string | undefined;
  /** The configuration file. */
  readonly config: string | undefined;
  /** A file whose text is the access key. */
  readonly accessKeyFile: string | undefined;
  readonly grpc: Address;
  readonly http: Address;
  readonly webapi: Address;
  /** Names by which clients may call this machine over HTTP, besides its addresses. */
  readonly hostNames: readonly string[];
  /** End with the standard input. */
  readonly stopWithStdin: boolean;
}

/** Where tables are kept by a service that has a configuration, as the original has, which knows no folder of tables. */
export const defaultDataFolder = join(homedir(), '.frames');

export const usage = `Usage: frames-service [options]

  --data DIR              folder that holds the tables; created when it is missing
                          (with a configuration that names none: ~/.frames)
  --config FILE           configuration in YAML, with the keys of framesd
  --grpc HOST:PORT        gRPC calls                                                  (127.0.0.1:8081)
  --http HOST:PORT        the same calls over HTTP                                    (127.0.0.1:8080)
  --webapi HOST:PORT      the web API: what is stored, as files and items             (127.0.0.1:8085)
  --host-name NAME        a name that HTTP clients call this machine by; once for each
  --access-key-file FILE  take only calls whose session has the text of FILE as its token
  --stop-with-stdin       stop when the standard input ends
  --version               print the version
  --help                  print this text

Port 0 takes a free port; the line printed when the service is ready names it. A HOST other than this machine's own,
such as 0.0.0.0, opens the service to the network. -httpAddr and -grpcAddr are understood as framesd does:
an address without a host is every address of the machine.
The access key may also stand in the environment (FRAMES_ACCESS_KEY) or in the configuration (accessKey).
`;

/** Wrong arguments; the message says which, and what would be right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * @param args what follows the name of the program
 * @returns 'help' or 'version' when that was asked for
 * @throws UsageError
 */
export function parseOptions(args: readonly string[]): ServiceOptions | 'help' | 'version' {
  const values = parse(args.flatMap(withOwnFlags));
  if (values.help) return 'help';
  if (values.version) return 'version';
  if (values.data === '') throw new UsageError('--data takes a folder');
  return {
    data: values.data,
    config: values.config,
    accessKeyFile: values['access-key-file'],
    grpc: parseAddress('--grpc', values.grpc),
    http: parseAddress('--http', values.http),
    webapi: parseAddress('--webapi', values.webapi),
    hostNames: values['host-name'],
    stopWithStdin: values['stop-with-stdin'],
  };
}

/** `127.0.0.1:80`, `[::1]:80` */
export function formatAddress({ host, port }: Address): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** The flags of the original, with one dash or two, by their names here. */
const ownFlags: Readonly<Record<string, string>> = {
  config: '--config',
  httpAddr: '--http',
  grpcAddr: '--grpc',
};

/** One argument of the original's command line as ours; where an address has no host, it means every address. */
function withOwnFlags(arg: string, i: number, args: readonly string[]): string[] {
  const addressFlag = /^--?(?:http|grpc)Addr$/.test(args[i - 1] ?? '');
  if (addressFlag) return [everywhere(arg)];
  const match = /^--?(config|httpAddr|grpcAddr)(?:=(.*))?$/s.exec(arg);
  const [flag, value] = [ownFlags[match?.[1] ?? ''], match?.[2]];
  if (flag === undefined) return [arg];
  if (value === undefined) return [flag];
  return [`${flag}=${flag === '--config' ? value : everywhere(value)}`];
}

function everywhere(address: string): string {
  return address.startsWith(':') ? `0.0.0.0${address}` : address;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        data: { type: 'string' },
        config: { type: 'string' },
        grpc: { type: 'string', default: '127.0.0.1:8081' },
        http: { type: 'string', default: '127.0.0.1:8080' },
        webapi: { type: 'string', default: '127.0.0.1:8085' },
        'host-name': { type: 'string', multiple: true, default: [] },
        'access-key-file': { type: 'string' },
        'stop-with-stdin': { type: 'boolean', default: false },
        version: { type: 'boolean', default: false },
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
