/**
 * What starts a formula in some spreadsheet: the four signs, also in full width, behind any spaces, quotes and
 * invisible marks, which some of them drop; and a leading tab or line break.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const formula = /^(?:[\t\r\n]|[\s\p{Cf}\p{Cc}'"]*[=+\-@\uff1d\uff0b\uff0d\uff20])/u;

/** Text that no spreadsheet takes for a formula: such text gets an apostrophe in front, which makes it text. */
export const defuse = (text: string): string => (formula.test(text) ? `'${text}` : text);
