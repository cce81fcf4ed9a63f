import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { PageData } from './page-data.js';

/**
 * The page of --html: one document that needs nothing else. Its script and style are those of page/, which the build
 * puts beside this file; all that comes from a tree or a rule is in the JSON, which the script shows as text only.
 * @returns UTF-8 in memory: write it as such.
 */
export function renderPage(data: PageData): string {
  const script = readAsset('report-page.js');
  const style = readAsset('report-page.css');
  // Nothing is loaded, run or sent but what stands here.
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="${escapeHtml(`excise ${data.version}`)}">
<title>${escapeHtml(data.documents[0]?.title ?? '')} - excise</title>
<style>${style}</style>
</head>
<body>
<noscript>This page shows its patch with a script of its own; please allow scripts for it.</noscript>
<script type="application/json" id="data">${escapeJson(data)}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** JSON in which no tag or comment of HTML can begin. */
function escapeJson(data: PageData): string {
  return JSON.stringify(data).replace(/</g, '\\u003c');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char]!);
}

/** As a Content-Security-Policy names an inline script or style. */
function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** Without the line end that the bundler puts last, so that the text is what stands between the tags. */
function readAsset(name: string): string {
  const text = readFileSync(new URL(`./${name}`, import.meta.url), 'utf8').trim();
  if (/<\/(?:script|style)|<!--/i.test(text)) throw new Error(`${name} would end its own element`);
  return text;
}
