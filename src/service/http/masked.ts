import type { JsonOutput } from '../../wire/json/text';

/** The same with secrets made unreadable, for whoever asks how the service is configured (spec/wire.md §17.6). */
export function masked(config: JsonOutput): JsonOutput {
  if (config === null || typeof config !== 'object') return config;
  if (Array.isArray(config)) return (config as readonly JsonOutput[]).map(masked);
  return Object.fromEntries(
    Object.entries(config as Readonly<Record<string, JsonOutput>>).map(([key, value]) => [
      key,
      secret.test(key) && value !== '' ? '***' : masked(value),
    ]),
  );
}

const secret = /password|session_?key|access_?key|token|secret/i;
