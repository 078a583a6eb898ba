import type { Chart } from '../../src/protocol/chart';

/** What a chart shows, for those who hear it. */
export function chartLabel({ mark, metrics, x, series, rows }: Chart): string {
  const kind = { line: 'Line chart', area: 'Area chart', point: 'Scatter plot', bar: 'Bar chart' }[mark];
  const colors = series.length === 0 ? '' : `, ${series.length} series: ${series.join('; ')}`;
  return `${kind} of ${metrics.join(', ')} by ${x.title}${colors}. ${count(rows, 'row')}.`;
}

/** What the picture leaves out; empty where it leaves out nothing. */
export function chartNote({ mark, rows, isSampled, omitted, points }: Chart): string {
  const notes: string[] = [];
  if (isSampled) {
    const how = mark !== 'point' ? 'the least and greatest value at each place' : 'one at each place';
    notes.push(`${count(rows, 'row')} drawn as ${count(points.x.length, 'point')}: ${how}.`);
  }
  if (omitted > 0) {
    notes.push(
      `${count(omitted, 'more set')} of labels not drawn: choose another color, or filter the query.`,
    );
  }
  return notes.join(' ');
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : noun.endsWith('set') ? 's' : 's'}`;
}
