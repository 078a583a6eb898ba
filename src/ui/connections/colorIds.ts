import type { ConnectionColor } from './connection';

/** The theme's own shades: they are legible in light, dark and high contrast. */
export const colorIds: Readonly<Record<ConnectionColor, string>> = {
  red: 'charts.red',
  orange: 'charts.orange',
  yellow: 'charts.yellow',
  green: 'charts.green',
  blue: 'charts.blue',
  purple: 'charts.purple',
};
