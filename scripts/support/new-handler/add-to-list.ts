const IMPORT = /^import \{ (\w+) \} from '\.\/([^']+)';$/gm;

/** Adds what a file exports under this name to a file that has a list: an import, and a line in the order of the files. */
export function addToList(source: string, { name, file }: { name: string; file: string }): string {
  const files = new Map([...source.matchAll(IMPORT)].map(([, known = '', from = '']) => [known, from]));
  const list = /= \[([^\]]*)\];/.exec(source);
  if (!list) throw new Error('There is no list of handlers in this file: it should hold `= [` … `];`');
  const names = (list[1] ?? '').split(',').flatMap((entry) => entry.trim() || []);
  const at = names.findIndex((entry) => (files.get(entry) ?? entry) > file);
  const all = names.toSpliced(at === -1 ? names.length : at, 0, name);
  const listed = source.replace(list[0], `= [${all.join(', ')}];`);
  return `import { ${name} } from './${file}';\n${listed}`;
}
