import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json';
import { protocolVersion, versionWarning } from '../../../src/frames/version';

describe('a server version', () => {
  it.each([
    ['v0.10.4', '0.10.9', undefined],
    ['0.10.4', '0.10.4', undefined],
    [
      '0.11.0',
      '0.10.4',
      "Server version '0.11.0' differs in major/minor version from client version '0.10.4'",
    ],
    ['unknown', '0.10.4', "Server version 'unknown' differs"],
    ['', '0.10.4', 'Cannot resolve server version'],
    ['v', '0.10.4', 'Cannot resolve server version'],
  ])('%s against %s', (server, client, words) => {
    const warning = versionWarning(server, client);
    if (words === undefined) expect(warning).toBeUndefined();
    else expect(warning).toContain(words);
  });

  it('is compared with that of this client, which follows the protocol', () => {
    expect(versionWarning(manifest.version)).toBeUndefined();
    expect(versionWarning('0.12.9')).toContain(`client version '${protocolVersion}'`);
  });
});
