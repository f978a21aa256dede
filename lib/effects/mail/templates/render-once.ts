import type { ReactElement } from 'react';
import { render } from 'react-email';

/** Stand where a value will: no text of a template has these characters, and no HTML is made of them. */
const [OPEN, CLOSE] = ['\uE000', '\uE001'];

/** A rendered template, cut where its values stand: text and the name of a value in turn. */
const templates = new Map<string, Promise<string[]>>();

/**
 * Renders a template of React Email once, and from then on only fills its values in: rendering takes milliseconds, and a
 * busy shop sends a receipt with every purchase. `key` names what the template's shape and words depend on, and has few
 * values. What is filled in is escaped as React does it, so it never becomes markup.
 */
export async function renderOnce<Name extends string>(
  key: string,
  values: Record<Name, string>,
  template: (marks: Record<Name, string>) => ReactElement,
): Promise<string> {
  let parts = templates.get(key);
  if (!parts) {
    const names = Object.keys(values) as Name[];
    const marks = Object.fromEntries(names.map((name) => [name, `${OPEN}${name}${CLOSE}`])) as Record<Name, string>;
    parts = render(template(marks)).then((html) => html.split(/[\uE000\uE001]/));
    templates.set(key, parts);
    // One that failed is tried again with the next mail.
    parts.catch(() => templates.delete(key));
  }
  return (await parts).map((part, nth) => (nth % 2 === 0 ? part : escapeText(values[part as Name]))).join('');
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' };

const escapeText = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] as string);
