export interface SparklineLook {
  /** CSS colour of the line. */
  readonly color: string;
  readonly width: number;
  readonly height: number;
}

/** Characters of an image: Markdown of the editor shows no larger ones. */
const maxPoints = 120;

/**
 * A line through values at equal distances, as an SVG image in a data URI; empty where there are fewer than two.
 * @param values undefined and NaN are gaps
 */
export function sparkline(
  values: readonly (number | undefined)[],
  { color, width, height }: SparklineLook,
): string {
  const shown = values.slice(-maxPoints);
  const known = shown.filter((value) => value !== undefined && Number.isFinite(value)) as number[];
  if (known.length < 2) return '';
  const low = Math.min(...known);
  const high = Math.max(...known);
  const margin = 2;
  const x = (index: number): string =>
    (margin + (index / (shown.length - 1)) * (width - 2 * margin)).toFixed(1);
  const y = (value: number): string => {
    // A line of one height lies in the middle.
    const share = high === low ? 0.5 : (value - low) / (high - low);
    return (height - margin - share * (height - 2 * margin)).toFixed(1);
  };
  let path = '';
  let isDrawn = false;
  shown.forEach((value, index) => {
    const isGap = value === undefined || !Number.isFinite(value);
    if (!isGap) path += `${isDrawn ? 'L' : 'M'}${x(index)} ${y(value)}`;
    isDrawn = !isGap;
  });
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<path d="${path}" fill="none" stroke="${color}" stroke-width="1.5" stroke-linejoin="round"/></svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
