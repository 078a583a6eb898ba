import type { Environment } from '../../frames/environment';

/** The variables that make it worth offering a connection. */
export const tellingVariables = ['V3IO_FRAMESD', 'V3IO_API', 'V3IO_SESSION'] as const;

/** Whether the environment names a Frames service or the platform around it. */
export function hasEnvironment(env: Environment): boolean {
  return tellingVariables.some((name) => (env[name] ?? '') !== '');
}
