import { run } from './run';

run({ args: process.argv.slice(2) });
