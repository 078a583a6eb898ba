import { expect, it } from 'vitest';
import { noticeOf } from '../../../../src/ui/localService/localServiceNotice';
import type { ServiceState } from '../../../../src/ui/localService/supervisor';

const info = { pid: 7, grpc: 'a', http: 'b', webapi: 'c', version: '' };
const stopped: ServiceState = { kind: 'stopped' };
const starting: ServiceState = { kind: 'starting' };
const running: ServiceState = { kind: 'running', info };
const hanging: ServiceState = { kind: 'hanging', info };
const recovering = (attempt: number): ServiceState => ({
  kind: 'recovering',
  reason: 'It crashed.',
  attempt,
  delay: 1000,
});
const failed = (attempts: number): ServiceState => ({ kind: 'failed', reason: 'It crashed.', attempts });

it.each<[string, ServiceState, ServiceState, 'warning' | 'error' | 'passing' | undefined]>([
  ['a start that was asked for', starting, running, undefined],
  ['a start that fails is told by the command', starting, failed(0), undefined],
  ['a stop', running, stopped, undefined],
  ['a crash', running, recovering(1), 'warning'],
  ['the next crash of a row', running, recovering(2), undefined],
  ['giving up', recovering(5), failed(5), 'error'],
  ['a hang', running, hanging, 'warning'],
  ['the end of a hang', hanging, running, 'passing'],
])('%s', (_what, before, now, severity) => {
  const notice = noticeOf(before, now);
  expect(notice?.severity).toBe(severity);
  if (notice !== undefined && notice.severity !== 'passing') {
    expect(notice.text).toMatch(/^The local Frames service .*\.$/);
    expect(notice.actions).not.toEqual([]);
  }
});
