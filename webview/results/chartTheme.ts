import type { ChartTheme } from '../chart/spec';

/** The editor's own names for the colours of charts, in the order in which series take them. */
const colorNames = ['blue', 'orange', 'green', 'red', 'purple', 'yellow'] as const;
/** Where the theme has none. */
const fallbacks = ['#3794ff', '#d18616', '#89d185', '#f14c4c', '#b180d7', '#cca700'];
/** More than six lines take the same colours in another lightness. */
const shades = ['0%', '45%', '-35%', '70%'];

/** As the theme is now: a chart is drawn anew when it changes. */
export function chartTheme(): ChartTheme {
  const style = getComputedStyle(document.documentElement);
  const variable = (name: string): string => style.getPropertyValue(`--vscode-${name}`).trim();
  const foreground = variable('editor-foreground') || variable('foreground') || '#808080';
  const background = variable('editor-background') || 'transparent';
  const base = colorNames.map((name, i) => variable(`charts-${name}`) || (fallbacks[i] ?? foreground));
  return {
    background,
    foreground,
    muted: mixed(foreground, background, '25%'),
    grid: mixed(foreground, background, '82%'),
    font: variable('font-family') || 'sans-serif',
    colors: shades.flatMap((shade) =>
      base.map((color) =>
        shade.startsWith('-')
          ? mixed(color, background, shade.slice(1))
          : shade === '0%'
            ? color
            : mixed(color, foreground, shade),
      ),
    ),
  };
}

/** Vega reads only colours that are plain: the browser does the mixing. */
function mixed(color: string, other: string, share: string): string {
  const probe = document.createElement('span');
  probe.style.color = `color-mix(in srgb, ${other} ${share}, ${color})`;
  document.body.append(probe);
  const { color: computed } = getComputedStyle(probe);
  probe.remove();
  const parts = /^color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)/.exec(computed);
  if (parts === null) return computed || color;
  const [r, g, b] = parts.slice(1).map((part) => Math.round(Number(part) * 255));
  return `rgb(${r ?? 0}, ${g ?? 0}, ${b ?? 0})`;
}
