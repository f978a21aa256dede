/** A decoded `application/x-www-form-urlencoded` body: texts, and objects where keys have brackets. */
export type Form = { [key: string]: string | Form };

/** Decodes Stripe's form encoding: `shipping[address][city]=Oslo`, `types[]=card` (whose keys become 0, 1, …). */
export function parseForm(body: string): Form {
  const form: Form = Object.create(null);
  for (const [path, value] of new URLSearchParams(body)) {
    const keys = path.split(/\]?\[/).map((key) => key.replace(/\]$/, ''));
    let here = form;
    for (const key of keys.slice(0, -1)) {
      const name = nameIn(here, key);
      const known = here[name];
      const next: Form = typeof known === 'object' ? known : Object.create(null);
      here[name] = next;
      here = next;
    }
    here[nameIn(here, keys.at(-1) as string)] = value;
  }
  return form;
}

const nameIn = (parent: Form, key: string): string => (key === '' ? String(Object.keys(parent).length) : key);

/** A text of the form, or nothing. */
export function textOf(form: Form, key: string): string | undefined {
  const value = form[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
