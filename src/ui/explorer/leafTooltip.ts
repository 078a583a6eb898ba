import type { NosqlSchema } from '../../frames/collectionSource';
import { isCancellation, reasonOf } from '../report';
import { fullPath, type LeafNode } from './node';
import { shardsText, sizeText } from './extentText';
import { code, escape, kindWord, lastSegment } from './presentation';

/** Rows of a collection, as far as they were counted. */
export interface RowCount {
  readonly rows: number;
  /** Whether counting ended before the rows did. */
  readonly more: boolean;
}

/** Fields shown in a tooltip; a wide table would fill the screen. */
const maxFields = 24;

/** `3,201 rows`, or `≥ 10,000 rows` where counting stopped: no call of Frames counts rows, so they are read. */
export function countText({ rows, more }: RowCount): string {
  return `${more ? '≥ ' : ''}${rows.toLocaleString('en-US')} ${rows === 1 && !more ? 'row' : 'rows'}`;
}

/** What is known about a leaf, as Markdown. `count` may be a failure: the rest is shown all the same. */
export function leafTooltip(leaf: LeafNode, count: RowCount | Error | undefined): string {
  const { entry } = leaf;
  const failed = count instanceof Error;
  const rows = count === undefined || failed ? '' : `, ${countText(count)}`;
  const lines = [
    `**${escape(lastSegment(leaf.path))}** — ${kindWord(leaf)}${rows}`,
    code(fullPath(leaf) ?? ''),
  ];
  switch (entry.kind) {
    case 'nosql':
      if (entry.schema) lines.push(schemaTable(entry.schema));
      break;
    case 'stream':
      if (entry.shardCount !== undefined) lines.push(shardsText(entry.shardCount));
      if (entry.retentionHours !== undefined) lines.push(`Kept for ${entry.retentionHours} hours`);
      break;
    case 'csv':
    case 'file':
      if (entry.size !== undefined) lines.push(sizeText(entry.size));
      break;
    case 'tsdb':
  }
  if (failed && !isCancellation(count)) {
    lines.push(`Rows could not be counted. ${escape(reasonOf(count))}`);
  }
  return lines.join('\n\n');
}

/** The words of the grid for the types of a schema file (spec/kv.md §3). */
const typeWords: Readonly<Record<string, string>> = {
  long: 'integer',
  double: 'float',
  timestamp: 'time',
};

function schemaTable({ fields, key, sortingKey }: NosqlSchema): string {
  const rows = fields.slice(0, maxFields).map(({ name, type }) => {
    const role = name === key ? 'key' : name === sortingKey ? 'sorting key' : '';
    return `| ${escape(name)} | ${escape(typeWords[type] ?? type)} | ${role} |`;
  });
  const rest = fields.length - rows.length;
  const table = ['| Column | Type | |', '|:--|:--|:--|', ...rows].join('\n');
  return rest > 0 ? `${table}\n\nand ${rest.toLocaleString('en-US')} more columns` : table;
}
