/** The protocol of Frames that this client speaks. */
export const protocolVersion = '0.13.0';

/**
 * What to tell the user about a server of another version; undefined when it fits. Everything before the last dot counts, and nothing
 * here is ever a failure (spec/client.md §9).
 */
export function versionWarning(server: string, client: string = protocolVersion): string | undefined {
  const serverVersion = server.startsWith('v') ? server.slice(1) : server;
  if (serverVersion === '') {
    return 'Cannot resolve server version. Make sure client version is compatible.';
  }
  if (majorMinor(serverVersion) === majorMinor(client)) return undefined;
  return (
    `Server version '${serverVersion}' differs in major/minor version from client version '${client}'. ` +
    'Some operations may not work as expected.'
  );
}

function majorMinor(version: string): string {
  const lastDot = version.lastIndexOf('.');
  return lastDot < 0 ? version : version.slice(0, lastDot);
}
