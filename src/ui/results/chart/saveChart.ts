import { basename } from 'node:path';
import { window, workspace } from 'vscode';
import type { SaveChartRequest } from '../../../protocol/chart';
import { savePlace } from '../savePlace';

const kinds: Readonly<
  Record<SaveChartRequest['format'], { readonly name: string; readonly ending: string }>
> = {
  png: { name: 'PNG image', ending: 'png' },
  svg: { name: 'SVG image', ending: 'svg' },
  json: { name: 'Vega-Lite specification', ending: 'vl.json' },
};

/** Asks where and writes a chart there. Cancelling writes nothing. @throws what the file system does */
export async function saveChart({ format, content }: SaveChartRequest, title: string): Promise<void> {
  const { name, ending } = kinds[format];
  const target = await window.showSaveDialog({
    title: `Save the chart as ${name}`,
    saveLabel: 'Save Chart',
    filters: { [name]: [ending] },
    defaultUri: savePlace(`${title.replace(/\.csv$/i, '')}.${ending}`),
  });
  if (!target) return;
  await workspace.fs.writeFile(
    target,
    typeof content === 'string' ? new TextEncoder().encode(content) : content,
  );
  window.setStatusBarMessage(`$(check) Saved ${basename(target.path)}`, 5000);
}
