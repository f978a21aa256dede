import type { Mode } from './mode';

/** The address of a list's export under the filters of the list's own. It says its mode: a file is read far from here. */
export function exportHref(listHref: string, mode: Mode, format: 'csv' | 'json'): string {
  const url = new URL(listHref, 'http://list');
  for (const name of ['before', 'after']) url.searchParams.delete(name);
  url.searchParams.set('mode', mode);
  url.searchParams.set('format', format);
  return `${url.pathname}/export${url.search}`;
}
