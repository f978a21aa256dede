import { appUrl } from '../../kit/env';
import { COMMON_PASSWORDS, COMMON_WORDS } from './common-passwords';
import { PASSWORD_MAX, PASSWORD_MIN } from './password-rules';

/** What a password needs beside what a guesser tries first: six letters, or twelve other characters. */
const LEAST = 6;

/** Rows and columns of a keyboard, as fingers run over them. */
const RUNS = ['qwertyuiop', 'qwertzuiop', 'azertyuiop', 'asdfghjkl', 'zxcvbnm', '1qaz2wsx3edc4rfv5tgb6yhn7ujm'];

/**
 * What is wrong with a new password, in words for the one who chose it; null when it is good. Refused is what a guesser
 * tries first: passwords of many people, runs and repetitions, and what anybody knows of this account and this site.
 */
export function judgePassword(password: string, email: string): string | null {
  if (password.length < PASSWORD_MIN)
    return `A password has at least ${PASSWORD_MIN} characters. Four random words are a good one.`;
  if (password.length > PASSWORD_MAX) return `A password has at most ${PASSWORD_MAX} characters.`;
  const spellings = spellingsOf(password);
  if (spellings.some(isCommon))
    return 'Many people have this password, or it is a run of keys: a guesser begins there. Choose another.';
  if (spellings.some((text) => substance(without(text, knownWords(email))) < LEAST))
    return 'This password is mostly your e-mail address or the name of this site: a guesser begins there. Choose another.';
  return null;
}

/** As a guesser compares them: in lower case without spaces, and with the letters that digits and signs stand for. */
function spellingsOf(password: string): string[] {
  const text = password.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
  const signs: Record<string, string> = {
    '0': 'o',
    '1': 'i',
    '3': 'e',
    '4': 'a',
    '5': 's',
    '7': 't',
    '@': 'a',
    $: 's',
    '!': 'i',
  };
  return [text, text.replace(/[013457@$!]/g, (sign) => signs[sign] ?? sign)];
}

/** One common word with little beside it. Several words are a good password, however common each of them is. */
function isCommon(text: string): boolean {
  if (COMMON_PASSWORDS.has(text) || substance(text) < LEAST) return true;
  for (const word of COMMON_WORDS) if (text.includes(word) && substance(text.replace(word, '')) < LEAST) return true;
  return false;
}

/** The address, its parts, and the names under which this site is known; the longest first. */
function knownWords(email: string): string[] {
  const [local = '', domain = ''] = email.toLowerCase().split('@');
  const host = new URL(appUrl()).hostname;
  const parts = [...local.split(/[^\p{L}\p{N}]+/u), ...domain.split('.').slice(0, -1), ...host.split('.').slice(0, -1)];
  return [email.toLowerCase(), local, domain, host, ...parts, 'hookwell']
    .filter((word) => word.length >= 3)
    .sort((a, b) => b.length - a.length);
}

const without = (text: string, words: string[]): string =>
  words.reduce((left, word) => left.replaceAll(word, ''), text);

/**
 * How much of a text has to be guessed: a letter counts one, anything else a half; what goes on with a run (`aaa`,
 * `345`, `rewq`) counts nothing, and of what is repeated only the first.
 */
function substance(text: string): number {
  const chars = [...text.slice(0, periodOf(text))];
  return chars.reduce((sum, char, at) => {
    const [first = '', second = ''] = chars.slice(Math.max(0, at - 2), at);
    if (at >= 2 && stepOf(first, second) !== null && stepOf(first, second) === stepOf(second, char)) return sum;
    return sum + (/\p{L}/u.test(char) ? 1 : 0.5);
  }, 0);
}

/** After how many characters a text begins anew; its length where it does not. */
function periodOf(text: string): number {
  for (let period = 1; period <= text.length / 2; period++)
    if (
      text ===
      text
        .slice(0, period)
        .repeat(Math.ceil(text.length / period))
        .slice(0, text.length)
    )
      return period;
  return text.length;
}

/** The way from one character to the next, in the alphabet or on a keyboard. Null: they are no neighbors. */
function stepOf(from: string, to: string): string | null {
  const step = (to.codePointAt(0) ?? 0) - (from.codePointAt(0) ?? 0);
  if (Math.abs(step) <= 1) return `alphabet ${step}`;
  if ((from === '9' && to === '0') || (from === '0' && to === '9')) return `alphabet ${from === '9' ? 1 : -1}`;
  for (const [row, keys] of RUNS.entries()) {
    const [at, then] = [keys.indexOf(from), keys.indexOf(to)];
    if (at >= 0 && then >= 0 && Math.abs(then - at) === 1) return `keys ${row} ${then - at}`;
  }
  return null;
}
