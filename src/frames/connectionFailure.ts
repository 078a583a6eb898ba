import { FramesError, type ConnectionReason, type ErrorCode } from '../wire/errors';
import { namesIn } from './serverIdentity';

/** How an operating system or a library says that there is no connection. The first row that matches decides. */
const symptoms: readonly (readonly [RegExp, ConnectionReason])[] = [
  [/ECONNREFUSED/, 'refused'],
  [/ENOTFOUND|EAI_AGAIN|Name resolution failed/, 'unresolved'],
  [/EHOSTUNREACH|ENETUNREACH/, 'unreachable'],

  [/CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|certificate (?:has expired|is not yet valid)/, 'certificateExpired'],
  [/ERR_TLS_CERT_ALTNAME|does not match certificate's altnames/, 'certificateName'],
  [
    /SELF_SIGNED_CERT|UNABLE_TO_(?:VERIFY|GET_ISSUER)|CERT_|(?:self-signed|local issuer|first) certificate|certificate (?:chain|signature|rejected|revoked)/,
    'certificateUntrusted',
  ],
  // Whoever speaks TLS names the protocols that it wants to speak inside; the other side has none of them.
  [/No connection established.*no application protocol/s, 'grpcOnHttpPort'],
  [/no application protocol/, 'httpOnGrpcPort'],
  [/wrong version number|packet length too long|http request/, 'plainServer'],
  [/disconnected before secure TLS connection/, 'closed'],

  [/Protocol error|ERR_HTTP2|Received HTTP status code|HPE_|does not match the HTTP/, 'otherService'],
  [/No connection established\. Last error: Failed to connect/, 'closed'],
  [/ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT/, 'timeout'],
  [/ECONNRESET|EPIPE|UND_ERR_SOCKET|Connection dropped|socket hang up|RST_STREAM/, 'lost'],
  [/EPROTO|ERR_SSL|ERR_TLS|SSL routines/, 'closed'],
];

const sentences: Readonly<Record<ConnectionReason, (address: string, symptom: string) => string>> = {
  unresolved: (at) =>
    `the name in ${at} cannot be resolved: is the host spelled right, and is the network up?`,
  refused: (at) =>
    `nothing listens at ${at} (connection refused): is the service running, and is this its host and port?`,
  unreachable: (at) =>
    `${at} cannot be reached from here: is the network or the VPN up, and the host running?`,
  timeout: (at) => `no answer from ${at}: is the host right, and does a firewall let the port through?`,
  lost: (at) => `the connection to ${at} was lost: the service may have stopped or restarted`,
  closed: (at) =>
    `${at} closes the connection before a word: does it expect TLS, or is it another kind of service?`,
  httpOnGrpcPort: (at) =>
    `${at} speaks gRPC, not HTTP: use a grpc address, or the HTTP port of the service, usually 8080`,
  grpcOnHttpPort: (at) =>
    `${at} answers in HTTP, not in gRPC: use an http address, or the gRPC port of the service, usually 8081`,
  plainServer: (at) => `${at} does not speak TLS: use an address that begins with grpc:// or http://`,
  tlsServer: (at) => `${at} expects TLS: use an address that begins with grpcs:// or https://`,
  otherService: (at) =>
    `${at} answers, but not as a Frames service: is this its port (gRPC is usually 8081, HTTP 8080)?`,
  certificateUntrusted: (at) =>
    `the certificate of ${at} is not trusted: who issued it is unknown here, so name the issuer's certificate if you trust it`,
  certificateExpired: (at) =>
    `the certificate of ${at} has expired, or is not valid yet: it must be renewed there, unless the clock is wrong here`,
  certificateName: (at, symptom) => {
    const names = namesIn(symptom);
    const advice = names.length > 1 ? 'use one of these names' : 'use that name';
    return names.length === 0
      ? `the certificate of ${at} is for another host: use the name that the certificate has`
      : `the certificate of ${at} is for ${listed(names)}: ${advice}, if it leads there`;
  },
};

/** Names of a certificate that are told: some stand for hundreds of hosts. */
const mostNames = 5;

function listed(names: readonly string[]): string {
  const rest = names.length - mostNames;
  if (rest > 0) return `${names.slice(0, mostNames).join(', ')} and ${rest} more`;
  return names.join(', ').replace(/, (?=[^,]*$)/, ' and ');
}

export interface FailedConnection {
  /** `host:port` */
  readonly address: string;
  readonly cause?: unknown;
  /** The words that told the reason. */
  readonly symptom?: string;
  /** `unavailable` unless given. */
  readonly code?: ErrorCode;
}

/** What a symptom says, in the words of an operating system or a library; undefined when it is none of a connection. */
export function reasonOf(symptom: string, error?: unknown): ConnectionReason | undefined {
  const reason = symptoms.find(([pattern]) => pattern.test(symptom))?.[1];
  return reason === 'otherService' && beganAsHttp2(error) ? 'httpOnGrpcPort' : reason;
}

export function connectionFailure(
  reason: ConnectionReason,
  { address, cause, symptom = '', code = 'unavailable' }: FailedConnection,
): FramesError {
  return new FramesError({ code, reason, detail: sentences[reason](address, symptom), cause });
}

/** Nothing came back, not even a refusal. */
export function connectTimeout(address: string, millis: number): FramesError {
  const detail = `${sentences.timeout(address, '')} (waited ${millis / 1000} s)`;
  return new FramesError({ code: 'unavailable', reason: 'timeout', detail });
}

/** Whether bytes are the beginning of HTTP/2, and so of gRPC: a frame of settings (RFC 9113 §3.4, §6.5). */
export function isHttp2(bytes: Uint8Array): boolean {
  return bytes.length >= 9 && bytes[0] === 0 && bytes[3] === 4 && bytes[5] === 0 && bytes[8] === 0;
}

/** Node keeps what its parser of HTTP/1 could not read. */
function beganAsHttp2(error: unknown): boolean {
  const { rawPacket } = (error ?? {}) as { readonly rawPacket?: unknown };
  return rawPacket instanceof Uint8Array && isHttp2(rawPacket);
}
