#!/usr/bin/env node
import { run } from './run';

/** The installed command: it takes the place of the original, and so finds its configuration. */
run({ args: process.argv.slice(2), machineConfig: '/etc/framesd.yaml' });
