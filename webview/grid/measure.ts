import type { Measure } from './columnWidths';

/** Pixels of a letter where nothing can be measured. */
const GUESS = 8;

/** Measures texts in the fonts that the grid has on this page. */
export function measureIn(root: HTMLElement): Measure {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return (text) => text.length * GUESS;
  const { fontFamily, fontSize } = getComputedStyle(root);
  const fonts = {
    cell: `${fontSize} ${fontFamily}`,
    header: `600 ${fontSize} ${fontFamily}`,
    dtype: `${fontSize} ${fontFamily}`,
  };
  return (text, part) => {
    context.font = fonts[part];
    return context.measureText(text).width;
  };
}
