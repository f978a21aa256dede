import { describe, expect, it } from 'vitest';
import { readScript } from './read-script';

/** The parts of a text that arrives in pieces of `size` bytes. */
async function partsOf(text: string, size = 7): Promise<string[]> {
  const bytes = Buffer.from(text);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const parts: string[] = [];
  for await (const part of readScript(pieces())) {
    if (part.kind === 'comment') parts.push(part.text);
    else if (part.kind === 'statement') parts.push(part.sql);
    else {
      const rows: Buffer[] = [];
      for await (const row of part.rows) rows.push(row);
      parts.push(`${part.sql} ${Buffer.concat(rows).toString()}`);
    }
  }
  return parts;
}

describe('a dump', () => {
  it.each([1, 3, 1000])('is read in pieces of %i bytes as psql reads it', async (size) => {
    const dump = `--
-- PostgreSQL database dump
--
\\restrict aBc
SET client_encoding = 'UTF8';
CREATE TABLE public.t (
  id text, -- not the end;
  body text
);
COPY public.t (id, body) FROM stdin;
a\tline one\\nline; two -- $$ '
b\tU+2028 is \u2028 no end, and "quotes" are none
\\.

SELECT pg_catalog.setval('public.t_seq', 3, true);
\\unrestrict aBc
`;
    expect(await partsOf(dump, size)).toEqual([
      '--',
      '-- PostgreSQL database dump',
      '--',
      "SET client_encoding = 'UTF8';",
      'CREATE TABLE public.t (\n  id text, -- not the end;\n  body text\n);',
      `COPY public.t (id, body) FROM stdin; a\tline one\\nline; two -- $$ '\nb\tU+2028 is \u2028 no end, and "quotes" are none\n`,
      "SELECT pg_catalog.setval('public.t_seq', 3, true);",
    ]);
  });

  it.each([
    'create function f() returns trigger language plpgsql as $body$\nbegin\n  x := $$a;$$;\n  return new;\nend;\n$body$;',
    "comment on table t is 'one;\ntwo';",
    'create table "odd;\nname" (id int);',
    '/* a comment;\n of two lines; */ select 1;',
  ])('keeps a statement whole: %s', async (statement) => {
    expect(await partsOf(`${statement}\nselect 2;\n`)).toEqual([statement, 'select 2;']);
  });

  it('that ends within rows is refused', async () => {
    await expect(partsOf('COPY public.t (id) FROM stdin;\na\n')).rejects.toThrow('ends within the rows');
  });
});
