// The webhook's route of the production build in a fresh process, as a serverless platform runs it: its own file, no
// Next server around it. Says when it is loaded, and after the first answer what was loaded for it.
const { createServer } = require('node:http');
const { statSync } = require('node:fs');
const { resolve } = require('node:path');

const before = performance.now();
require('next/dist/server/node-environment');
const { handler } = require(resolve(process.argv[2], 'server/app/api/webhook/route.js'));
const loadMs = performance.now() - before;

const pending = new Set();
const server = createServer((request, response) => {
  response.on('finish', () => {
    const files = Object.keys(require.cache);
    const bytes = files.reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
    const rssMb = process.memoryUsage.rss() / 1024 ** 2;
    console.log(`loaded ${JSON.stringify({ loadMs, files: files.length, bytes, rssMb })}`);
  });
  void handler(request, response, { waitUntil: (promise) => pending.add(promise) });
});
server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
