import { randomBytes } from 'node:crypto';
import { Uri, type Disposable, type Webview } from 'vscode';
import type { Port } from '../protocol/channel';

export interface WebviewPage {
  readonly extensionUri: Uri;
  /** Name of the folder below webview/ whose bundle is shown. */
  readonly name: string;
  /** For those who hear the page rather than see it. */
  readonly title: string;
}

/** The folder that holds the bundles of all pages, and the only one that a page may load from. */
export function webviewRoot(extensionUri: Uri): Uri {
  return Uri.joinPath(extensionUri, 'out', 'webview');
}

/** Loads a page; called again it loads it anew. Scripts run by nonce, styles come from the bundle, all else is refused. */
export function showPage(webview: Webview, { extensionUri, name, title }: WebviewPage): void {
  const root = webviewRoot(extensionUri);
  webview.options = { enableScripts: true, enableForms: false, localResourceRoots: [root] };
  const script = webview.asWebviewUri(Uri.joinPath(root, `${name}.js`)).toString();
  const style = webview.asWebviewUri(Uri.joinPath(root, `${name}.css`)).toString();
  webview.html = pageHtml({ script, style, title, source: webview.cspSource, nonce: newNonce() });
}

export interface PageHtml {
  readonly script: string;
  readonly style: string;
  readonly title: string;
  /** The webview's own origin, as the policy names it. */
  readonly source: string;
  readonly nonce: string;
}

export function pageHtml({ script, style, title, source, nonce }: PageHtml): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    `font-src ${source}`,
    `img-src ${source}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${escapeHtml(style)}">
</head>
<body>
<script nonce="${nonce}" src="${escapeHtml(script)}"></script>
</body>
</html>`;
}

/** The webview as one end of a channel. */
export function webviewPort(webview: Webview): Port {
  return {
    post(message) {
      // False, or a rejection, when the page is gone: whoever is there next says hello and asks again.
      webview.postMessage(message).then(undefined, () => undefined);
    },
    listen(listener) {
      const listening: Disposable = webview.onDidReceiveMessage(listener);
      return () => {
        listening.dispose();
      };
    },
  };
}

function newNonce(): string {
  return randomBytes(18).toString('base64');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
