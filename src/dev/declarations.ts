import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { root } from './paths';
import { Refusal } from './refusal';

/** Where the types of `frames-vscode/client` lie in the package; the entry is `frames/index.d.ts`. */
export const declarationsFolder = path.join(root, 'out', 'client');

/** Writes the types of the client library, for those who install it. */
export function emitDeclarations(): void {
  const file = path.join(root, 'tsconfig.json');
  const { config } = ts.readConfigFile(file, (name) => ts.sys.readFile(name)) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram([path.join(root, 'src/frames/index.ts')], {
    ...options,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: path.join(root, 'src'),
    outDir: declarationsFolder,
  });
  fs.rmSync(declarationsFolder, { recursive: true, force: true });
  const { diagnostics } = program.emit();
  const [problem] = diagnostics;
  if (problem !== undefined) throw new Refusal(ts.flattenDiagnosticMessageText(problem.messageText, '\n'));
}
