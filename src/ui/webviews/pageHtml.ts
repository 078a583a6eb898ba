export interface PageHtml {
  readonly script: string;
  readonly style: string;
  readonly title: string;
  /** The webview's own origin, as the policy names it. */
  readonly source: string;
  readonly nonce: string;
}

/**
 * The whole html of a page: a style sheet, a script, and a policy that lets nothing else in. The toolkit of the controls
 * tries out a style element and looks for the nonce where the second meta element has it.
 */
export function pageHtml({ script, style, title, source, nonce }: PageHtml): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${source} 'nonce-${nonce}'`,
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
<meta property="csp-nonce" content="${nonce}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${escapeHtml(style)}">
</head>
<body>
<script nonce="${nonce}" src="${escapeHtml(script)}"></script>
</body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
