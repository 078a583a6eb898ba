import { build } from 'esbuild';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

describe('the client library', () => {
  it('loads gRPC when the first call is made, not before', async () => {
    const { outputFiles, metafile } = await build({
      entryPoints: [path.join(__dirname, '../../../src/frames/index.ts')],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      external: ['@grpc/grpc-js', 'vscode'],
      write: false,
      metafile: true,
    });
    const text = outputFiles.map((file) => file.text).join();
    expect(text).toContain('import("@grpc/grpc-js")');
    expect(text).not.toContain('require("@grpc/grpc-js")');
    const sources = Object.keys(metafile.inputs).filter((file) => file.startsWith('src/'));
    expect(sources.filter((file) => !/^src\/(?:frames|wire|data|language)\//.test(file))).toEqual([]);
  });
});
