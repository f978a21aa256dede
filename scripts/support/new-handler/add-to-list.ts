import { nameOf } from './templates';

const IMPORT = /^import \{ (\w+) \} from '\.\/([^']+)';$/gm;

/** Adds a handler to a file that lists handlers: an import, and a line among the others, in the order of their types. */
export function addToList(source: string, type: string): string {
  const name = nameOf(type);
  const types = new Map([...source.matchAll(IMPORT)].map(([, known = '', file = '']) => [known, file]));
  const list = /= \[([^\]]*)\];/.exec(source);
  if (!list) throw new Error('There is no list of handlers in this file: it should hold `= [` … `];`');
  const names = (list[1] ?? '').split(',').flatMap((entry) => entry.trim() || []);
  const at = names.findIndex((entry) => (types.get(entry) ?? entry) > type);
  const all = names.toSpliced(at === -1 ? names.length : at, 0, name);
  const listed = source.replace(list[0], `= [${all.join(', ')}];`);
  return `import { ${name} } from './${type}';\n${listed}`;
}
