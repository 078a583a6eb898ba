import type { ChartTheme } from '../chart/spec';

/** The editor's own names for the colours of charts, in the order in which series take them. */
const colorNames = ['blue', 'green', 'yellow', 'red', 'purple', 'orange'] as const;
/** Where the theme has none. */
const fallbacks = ['#3794ff', '#89d185', '#cca700', '#f14c4c', '#b180d7', '#d18616'];
/** More than six lines take the same colours in another lightness. */
const shades = ['0%', '45%', '-35%', '70%'];

/** As the theme is now: a chart is drawn anew when it changes. */
export function chartTheme(): ChartTheme {
  const style = getComputedStyle(document.documentElement);
  const variable = (name: string): string => style.getPropertyValue(`--vscode-${name}`).trim();
  const foreground = variable('editor-foreground') || variable('foreground') || '#808080';
  const background = variable('editor-background') || 'transparent';
  const base = colorNames.map((name, i) =>
    visible(variable(`charts-${name}`) || (fallbacks[i] ?? foreground), { foreground, background }),
  );
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

/** Themes have colours for charts that can hardly be seen before their background: these come nearer to the text. */
function visible(
  color: string,
  { foreground, background }: { readonly foreground: string; readonly background: string },
): string {
  for (const share of ['0%', '20%', '40%', '60%']) {
    const tried = mixed(color, foreground, share);
    if (contrast(tried, mixed(background, background, '0%')) >= leastContrast) return tried;
  }
  return foreground;
}

/** WCAG's for parts of pictures. */
const leastContrast = 3;

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** Of `rgb(r, g, b)`, as WCAG defines it. */
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
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
