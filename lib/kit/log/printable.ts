/*
 * What must not reach a terminal or a log as it is: control characters (C0, DEL, C1), line and paragraph separators, marks
 * that turn the direction of what follows (https://trojansource.codes), a byte order mark, and halves of a character.
 */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\p{Cs}]/gu;

/** The same without line breaks and tabs, for a text of several lines. */
const UNPRINTABLE_IN_TEXT = new RegExp(
  UNPRINTABLE.source.replace('\\p{Cc}', '\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f'),
  'gu',
);

/** Colors, as `styleText` writes them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what they are made of.
const COLORS = /(\u001b\[\d{1,3}m)/;

const escaped = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A text on one line that no stranger's characters break, color or turn around. */
export const printable = (text: string): string => text.replace(UNPRINTABLE, '\uFFFD');

/** JSON on one line with all such characters escaped: what a program reads from it stays the same. */
export const escapeInJson = (json: string): string => json.replace(UNPRINTABLE, escaped);

/** A text of one line or more, such characters escaped. `colors`: they are left in, else they go without a trace. */
export const escapeInText = (text: string, colors: boolean): string =>
  text
    .split(COLORS)
    .map((part, at) => (at % 2 === 0 ? part.replace(UNPRINTABLE_IN_TEXT, escaped) : colors ? part : ''))
    .join('');
