// The webhook's route of a production build in a fresh process, as a serverless platform runs it: the route's own file,
// without Next's server around it. Says where it listens, and after the first answer what was loaded for it.
const { createServer } = require('node:http');
const { statSync } = require('node:fs');
const { resolve } = require('node:path');

const before = performance.now();
require('next/dist/server/node-environment');
const { handler } = require(resolve(process.argv[2], '.next/server/app/api/webhook/route.js'));
const loadMs = performance.now() - before;

const server = createServer((request, response) => {
  response.on('finish', () => {
    const files = Object.keys(require.cache);
    const bytes = files.reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
    const rss = process.memoryUsage.rss();
    console.log(`loaded ${JSON.stringify({ loadMs, files: files.length, bytes, rss })}`);
  });
  // What it does after its answer is not ours to wait for.
  handler(request, response, { waitUntil: () => {} }).catch((error) => {
    console.error(error);
    process.exit(1);
  });
});
server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
