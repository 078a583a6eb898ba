import type { NosqlSchema, SeriesSchema } from './collectionSource';
import { parsePartitions } from './tsdbPartitions';

/** What a table keeps about itself (spec/kv.md §3); undefined when it is no schema: an object of that name may be anything. */
export function parseNosqlSchema(text: string | undefined): NosqlSchema | undefined {
  const schema = parse(text);
  if (!Array.isArray(schema?.fields)) return undefined;
  return {
    fields: schema.fields.filter(isRecord).map(({ name, type, nullable }) => ({
      name: textOf(name),
      type: textOf(type),
      isNullable: nullable !== false,
    })),
    key: textOf(schema.key),
    sortingKey: textOf(schema.sortingKey) || undefined,
  };
}

/** What a time-series table keeps about itself (spec/tsdb.md §3); undefined when it is no schema. */
export function parseSeriesSchema(text: string | undefined): SeriesSchema | undefined {
  const table = parse(text)?.tableSchemaInfo;
  if (!isRecord(table)) return undefined;
  const layers: readonly unknown[] = Array.isArray(table.rollupLayers) ? table.rollupLayers : [];
  const layer = layers.find(isRecord) ?? {};
  const aggregates: readonly unknown[] = Array.isArray(layer.aggregates) ? layer.aggregates : [];
  return {
    // The spelling is the original's.
    chunkInterval: textOf(table.chunckerInterval),
    aggregates: aggregates.map(textOf).filter((name) => name !== ''),
    aggregationGranularity: textOf(layer.aggregationGranularity),
    partitions: parsePartitions(text) ?? { intervalMs: 0n, starts: [] },
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function parse(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
