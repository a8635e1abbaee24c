#!/usr/bin/env node
import { run } from './run.js';

// A reader that closes early (`efficacy ... | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

const { status, output, error } = await run(process.argv.slice(2));
process.stdout.write(output);
process.stderr.write(error);
process.exitCode = status;
