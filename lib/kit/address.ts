/** An address, and the name that people read beside it. */
export type Mailbox = { name: string | null; address: string };

// One address and no more: no white space, list separators, quotes or brackets that could make it another or several.
const ADDRESS = /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\.]+(\.[^\s@<>,;:"()[\]\\.]+)*$/;

/** Whether this is exactly one plain address. A quoted local part, which nobody has, is refused too. */
export const isAddress = (text: string): boolean => text.length <= 254 && ADDRESS.test(text);

/** Reads `a@b` and `Name <a@b>`, the name also in quotes. Null for anything else. */
export function parseMailbox(text: string): Mailbox | null {
  const [, quoted, plain, bracketed] = /^(?:"([^"<>\r\n]*)"|([^"<>\r\n]*))\s*<([^<>]*)>$/.exec(text.trim()) ?? [];
  const address = (bracketed ?? text).trim();
  if (!isAddress(address)) return null;
  return { name: (quoted ?? plain ?? '').trim() || null, address };
}

/** What stands behind the @. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);
