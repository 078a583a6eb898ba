import fs from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = path.resolve(__dirname, '../..');

/** What a room may import besides itself: rooms, packages, `node` for Node's own modules; `type x` for types alone. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'src/data': [],
  'src/wire': ['src/data', 'protobufjs', 'long', 'node'],
  'src/language': ['src/data'],
  'src/csv': ['src/data'],
  'src/frames': ['src/data', 'src/wire', 'src/language', '@grpc/grpc-js', 'fast-xml-parser', 'node'],
  'src/service': ['src/data', 'src/wire', 'src/csv', 'src/language', '@grpc/grpc-js', 'yaml', 'node'],
  'src/service/storage': ['src/data', 'src/wire/errors', '@duckdb/node-api', '@duckdb/node-bindings', 'node'],
  'src/protocol': ['type src/data', 'type src/wire/errors'],
  'src/ui': [
    'src/data',
    'src/csv',
    'src/frames',
    // Telling errors apart must not load the client, which waits until something connects.
    'src/wire/errors',
    'src/language',
    'src/protocol',
    'keytar',
    'vscode',
    'node',
  ],
  'src/extension.ts': ['src/ui', 'src/frames', 'vscode'],
  webview: ['src/data', 'src/protocol', 'webview/shared/controls.ts', 'webview/chart'],
  'webview/chart': ['src/protocol', 'vega', 'vega-interpreter', 'vega-lite'],
  'webview/shared/controls.ts': ['webview', '@vscode/webview-ui-toolkit'],
};

/** Runs on a developer's machine only, and may use everything. */
const unbound = ['src/dev'];

interface Import {
  readonly from: string;
  /** A file of ours, relative to the root, a package, or `node`. */
  readonly to: string;
  readonly typeOnly: boolean;
}

const files = ['src', 'webview']
  .flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => path.posix.join(folder, name.split(path.sep).join('/'))),
  )
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'));
const imports = files.flatMap(importsOf);

describe('architecture', () => {
  it('sees the sources', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(
      imports.some(({ from, to }) => from === 'src/frames/client.ts' && to === 'src/wire/errors.ts'),
    ).toBe(true);
  });

  it('has a room for every source file', () => {
    expect(files.filter((file) => roomOf(file) === undefined && !isUnbound(file))).toEqual([]);
  });

  it('imports only what the table of rooms allows', () => {
    const forbidden = imports.filter(({ from }) => !isUnbound(from)).filter((each) => !isAllowed(each));
    expect(forbidden.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  it('has no cycles', () => {
    const next = new Map<string, string[]>();
    for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to]);
    expect(cycles(next)).toEqual([]);
  });

  it('finds a cycle where there is one', () => {
    expect(
      cycles(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['b', 'd']],
        ]),
      ),
    ).toEqual(['b > c > b']);
  });
});

function isUnbound(file: string): boolean {
  return unbound.some((room) => isIn(file, room));
}

function isAllowed({ from, to, typeOnly }: Import): boolean {
  const room = roomOf(from);
  if (room === undefined) return false;
  // A room inside another one is its own: the outer one reaches it only as a part of the whole.
  if (isIn(to, room)) return true;
  return (mayImport[room] ?? []).some((rule) => {
    const allowed = rule.replace(/^type /, '');
    return (typeOnly || allowed === rule) && (isIn(to, allowed) || isIn(to.replace(/\.ts$/, ''), allowed));
  });
}

/** The innermost room of a file. */
function roomOf(file: string): string | undefined {
  return Object.keys(mayImport)
    .filter((room) => isIn(file, room))
    .sort((a, b) => b.length - a.length)[0];
}

function isIn(file: string, room: string): boolean {
  return file === room || file.startsWith(`${room}/`);
}

function importsOf(from: string): Import[] {
  const source = ts.createSourceFile(
    from,
    fs.readFileSync(path.join(root, from), 'utf8'),
    ts.ScriptTarget.Latest,
  );
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const [specifier, typeOnly] = importIn(node);
    if (specifier !== undefined) found.push({ from, to: resolve(from, specifier), typeOnly });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function importIn(node: ts.Node): readonly [specifier: string | undefined, typeOnly: boolean] {
  if (ts.isImportDeclaration(node)) {
    return [
      textOf(node.moduleSpecifier),
      node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword || onlyTypes(node),
    ];
  }
  if (ts.isExportDeclaration(node)) return [textOf(node.moduleSpecifier), node.isTypeOnly];
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return [textOf(node.arguments[0]), false];
  }
  if (ts.isImportTypeNode(node)) {
    return [ts.isLiteralTypeNode(node.argument) ? textOf(node.argument.literal) : undefined, true];
  }
  return [undefined, false];
}

function onlyTypes({ importClause }: ts.ImportDeclaration): boolean {
  const names = importClause?.namedBindings;
  return (
    importClause?.name === undefined &&
    names !== undefined &&
    ts.isNamedImports(names) &&
    names.elements.every(({ isTypeOnly }) => isTypeOnly)
  );
}

function textOf(node: ts.Node | undefined): string | undefined {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined;
}

function resolve(from: string, specifier: string): string {
  if (isBuiltin(specifier)) return 'node';
  if (!specifier.startsWith('.')) return specifier;
  const base = path.posix.join(path.posix.dirname(from), specifier);
  const candidates = [base, `${base}.ts`, `${base}.js`, `${base}/index.ts`];
  const isFile = (file: string): boolean | undefined =>
    fs.statSync(path.join(root, file), { throwIfNoEntry: false })?.isFile();
  // A file that does not exist is the compiler's affair.
  return candidates.find(isFile) ?? base;
}

/** Every closed chain that a walk from each file comes upon, once. */
function cycles(next: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (file: string, trail: readonly string[]): void => {
    const at = trail.indexOf(file);
    if (at >= 0) found.push([...trail.slice(at), file].join(' > '));
    if (at >= 0 || done.has(file)) return;
    for (const to of next.get(file) ?? []) walk(to, [...trail, file]);
    done.add(file);
  };
  for (const file of next.keys()) walk(file, []);
  return found;
}
