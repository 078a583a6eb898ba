import { Uri, type Disposable, type Webview } from 'vscode';
import type { Port } from '../../protocol/channel';
import { pageHtml } from './pageHtml';

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
  return Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString('base64');
}
