import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { pageHtml } from '../../src/ui/webviews/pageHtml';

export interface GridPages {
  /** `/grid?rows=…&columns=…` is the result panel as the editor frames it, `/bare` a scroller that shows one number. */
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves the built page of the result panel under its real policy, with a worker in the place of the extension host. */
export async function serveGridPages(): Promise<GridPages> {
  const files = await buildFiles();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const file = files.get(url.pathname);
    if (file) answer(response, file.type, file.text);
    else if (url.pathname === '/grid') answer(response, 'text/html', frameHtml(url.searchParams));
    else if (url.pathname === '/bare') answer(response, 'text/html', bareHtml);
    else if (url.pathname === '/panel') answer(response, 'text/html', panelHtml(request.headers.host ?? ''));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Colours of a dark theme, as the editor gives them to a page. */
export const darkTheme: Readonly<Record<string, string>> = {
  '--vscode-font-family': 'system-ui, "DejaVu Sans", sans-serif',
  '--vscode-font-size': '13px',
  '--vscode-foreground': '#cccccc',
  '--vscode-editor-background': '#1f1f1f',
  '--vscode-editor-foreground': '#cccccc',
  '--vscode-focusBorder': '#0078d4',
};

/** Runs in every frame before its scripts: what the editor's frame provides. */
export function provideEditor({
  theme,
  kind,
}: {
  theme: Readonly<Record<string, string>>;
  kind: string;
}): string {
  return `(() => {
    const kept = 'vscode-state';
    globalThis.acquireVsCodeApi = () => ({
      postMessage: (message) => parent.postMessage(JSON.parse(JSON.stringify(message)), '*'),
      getState: () => JSON.parse(sessionStorage.getItem(kept) ?? 'null'),
      setState: (state) => sessionStorage.setItem(kept, JSON.stringify(state)),
    });
    const theme = ${JSON.stringify(theme)};
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      observer.disconnect();
      for (const name in theme) document.documentElement.style.setProperty(name, theme[name]);
      document.body.className = ${JSON.stringify(kind)};
      document.body.dataset.vscodeThemeKind = ${JSON.stringify(kind)};
    }).observe(document, { childList: true, subtree: true });
  })();`;
}

interface File {
  readonly type: string;
  readonly text: string;
}

async function buildFiles(): Promise<Map<string, File>> {
  const root = path.join(import.meta.dirname, '../..');
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: {
      results: 'webview/results/main.ts',
      chart: 'webview/chart/main.ts',
      host: 'test/bench/gridHost.ts',
    },
    bundle: true,
    format: 'iife',
    target: 'chrome120',
    minify: true,
    write: false,
    outdir: root,
  });
  return new Map(
    outputFiles.map(({ path: file, text }) => [
      `/${path.basename(file)}`,
      { text, type: file.endsWith('.css') ? 'text/css' : 'text/javascript' },
    ]),
  );
}

function panelHtml(host: string): string {
  return pageHtml({
    script: '/results.js',
    style: '/results.css',
    title: 'measurements',
    source: `http://${host}`,
    nonce: 'bench',
  });
}

/** As in the editor, the page is a frame whose messages are handed on to another thread. */
function frameHtml(parameters: URLSearchParams): string {
  const name = [...parameters].map(([key, value]) => `${key}=${value}`).join(' ');
  return `<!DOCTYPE html><html><style>html,body,iframe{margin:0;width:100%;height:100%;border:0;display:block}</style>
<body><iframe id="panel"></iframe><script>
const frame = document.getElementById('panel');
const worker = new Worker('/host.js', { name: ${JSON.stringify(name)} });
addEventListener('message', ({ data, source }) => { if (source === frame.contentWindow) worker.postMessage(data); });
worker.onmessage = ({ data }) => frame.contentWindow?.postMessage(data, '*');
frame.src = '/panel';
</script></body></html>`;
}

const bareHtml = `<!DOCTYPE html><html><body style="margin:0"><div id="scroller" style="position:absolute;inset:0;overflow:auto;contain:strict;font:12px sans-serif">
<div style="height:8000000px;position:relative"><div id="text" style="position:sticky;top:0">0</div></div></div><script>
const scroller = document.getElementById('scroller'), text = document.getElementById('text');
scroller.addEventListener('scroll', () => { text.textContent = String(Math.floor(scroller.scrollTop / 8e6 * 1e7)); }, { passive: true });
</script></body></html>`;

function answer(response: ServerResponse, type: string, text: string): void {
  response.setHeader('content-type', `${type}; charset=utf-8`);
  response.end(text);
}
