import { build } from '../../src/dev/build';
import { codeServer } from '../../src/dev/codeServer/install';

/** Everything that the specs start exists before the first of them, so that no test pays for it. */
export default async function setup(): Promise<void> {
  await Promise.all([build(), codeServer(console.log)]);
}
