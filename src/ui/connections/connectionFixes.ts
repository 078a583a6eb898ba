import { formatAddress, isEncrypted, parseAddress, type Address, type Scheme } from '../../frames/address';
import type { Listener } from '../../frames/transport/whatListens';
import type { FramesError } from '../../wire/errors';
import type { Fix } from './checklist';
import type { Connection } from './connection';

/** An address at which something was seen. */
export interface Seen {
  readonly address: Address;
  readonly listener: Listener | undefined;
}

/** What would mend a connection whose service did not answer as one, given what listens at its port and at others. */
export function serviceFixes(
  connection: Connection,
  error: FramesError,
  seen: readonly Seen[],
): readonly Fix[] {
  const at = parseAddress(connection.address);
  const here = seen.find(({ address }) => isSamePort(address, at))?.listener;
  const elsewhere = seen.filter(({ address }) => !isSamePort(address, at)).flatMap(addressesOf);
  const isGrpc = at.scheme.startsWith('grpc');
  const use = (addresses: readonly Address[]): readonly Fix[] =>
    addresses.map((address) => useAddress(connection, address));
  const withScheme = (...schemes: readonly Scheme[]): readonly Fix[] =>
    use(schemes.map((scheme) => ({ ...at, scheme })));
  const edit: Fix = { kind: 'ask', label: 'Edit Address…', property: 'address' };
  switch (error.reason) {
    case 'grpcOnHttpPort':
      return [...withScheme(isEncrypted(at) ? 'https' : 'http'), ...use(elsewhere), edit];
    case 'httpOnGrpcPort':
      return [...withScheme(isEncrypted(at) ? 'grpcs' : 'grpc'), ...use(elsewhere), edit];
    case 'tlsServer':
      return [...(isGrpc ? withScheme('grpcs', 'https') : withScheme('https', 'grpcs')), edit];
    case 'plainServer':
      return [...withScheme(here === 'http' || (here === undefined && !isGrpc) ? 'http' : 'grpc'), edit];
    case 'certificateUntrusted':
      return [chooseAuthority, edit];
    case 'certificateExpired':
    case 'certificateName':
      // What answers elsewhere is no cure for that, least of all without encryption.
      return [edit];
    default:
      return [...use(elsewhere), edit];
  }
}

/** What would mend the address of a web API that does not answer as one. */
export function webApiFixes(
  connection: Connection,
  { reason }: Pick<FramesError, 'reason'>,
  listener: Listener | undefined,
): readonly Fix[] {
  const edit: Fix = { kind: 'ask', label: 'Edit Web API…', property: 'webApi' };
  if (reason === 'certificateUntrusted') return [chooseAuthority, edit];
  const { webApi = '' } = connection;
  const asTls = webApi.replace(/^http:/i, 'https:');
  const asPlain = webApi.replace(/^https:/i, 'http:');
  const other = reason === 'tlsServer' || listener === 'tls' ? asTls : asPlain;
  const isWrong =
    reason === 'tlsServer' || reason === 'plainServer' || (listener === 'tls' && asTls !== webApi);
  if (!isWrong || other === webApi) return [edit];
  return [{ kind: 'change', label: `Use ${other}`, connection: { ...connection, webApi: other } }, edit];
}

const chooseAuthority: Fix = { kind: 'ask', label: 'Choose Certificate Authority…', property: 'ca' };

function useAddress(connection: Connection, address: Address): Fix {
  const text = formatAddress(address);
  return { kind: 'change', label: `Use ${text}`, connection: { ...connection, address: text } };
}

function addressesOf({ address, listener }: Seen): readonly Address[] {
  switch (listener) {
    case 'grpc':
      return [{ ...address, scheme: 'grpc' }];
    case 'http':
      return [{ ...address, scheme: 'http' }];
    case 'tls':
      return [{ ...address, scheme: 'grpcs' }];
    case undefined:
      return [];
  }
}

function isSamePort(a: Address, b: Address): boolean {
  return a.host === b.host && a.port === b.port;
}
