import { describe, expect, it } from 'vitest';
import { pageHtml } from '../../../../src/ui/webviews/pageHtml';

const html = pageHtml({
  script: 'https://host/out/webview/results.js',
  style: 'https://host/out/webview/results.css',
  title: '<b>"movies" & co</b>',
  source: 'https://host',
  nonce: 'abc',
});

function directives(): Map<string, string> {
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? '';
  return new Map(
    policy.split('; ').map((directive) => directive.split(/ (.*)/).slice(0, 2) as [string, string]),
  );
}

describe('the html of a page', () => {
  it('lets in its own bundle and nothing else', () => {
    expect(Object.fromEntries(directives())).toEqual({
      'default-src': "'none'",
      'script-src': "'nonce-abc'",
      'style-src': "https://host 'nonce-abc'",
      'font-src': 'https://host',
      'img-src': 'https://host',
      'base-uri': "'none'",
      'form-action': "'none'",
    });
    expect(html).not.toContain('unsafe');
  });

  it('escapes what comes from data', () => {
    expect(html).toContain('<title>&#60;b&#62;&#34;movies&#34; &#38; co&#60;/b&#62;</title>');
  });

  it('has one script, with the nonce', () => {
    expect(html.match(/<script[^>]*>/g)).toEqual([
      '<script nonce="abc" src="https://host/out/webview/results.js">',
    ]);
  });
});
