// Loaded into the app under test: tells its heap after a collection on SIGUSR2, and whatever nobody caught.
import { writeSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
let asked = 0;

process.on('SIGUSR2', () => {
  collect();
  collect();
  const { heapUsed, rss, external } = process.memoryUsage();
  writeSync(1, `\nHEAP ${++asked} ${heapUsed + external} ${rss}\n`);
});
process.on('uncaughtExceptionMonitor', (error, origin) => writeSync(1, `\nUNCAUGHT ${origin}: ${error?.stack}\n`));
process.on('unhandledRejection', (error) => writeSync(1, `\nUNCAUGHT rejection: ${error?.stack ?? error}\n`));
