import { writeFile } from 'node:fs/promises';
import { runCommand } from './support/cli';
import { roomFiles } from './support/rooms/rooms';

const usage = `
Usage: npm run rooms

Makes the lint rules (biome.rooms.json) and the picture in docs/architecture.md from the list of rooms in lib/rooms.ts.
`;

await runCommand({ usage }, async () => {
  for (const { path, text } of await roomFiles(process.cwd())) {
    await writeFile(path, text);
    console.log(`Written: ${path}`);
  }
});
