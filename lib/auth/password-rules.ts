/** Length is what makes a password hard to guess; rules about symbols make it hard to remember. */
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 128;

/** What is wrong with a new password, in words for the one who chose it. Null when it is good. */
export function judgePassword(password: string): string | null {
  if (password.length < PASSWORD_MIN)
    return `A password has at least ${PASSWORD_MIN} characters. Four random words are a good one.`;
  return password.length > PASSWORD_MAX ? `A password has at most ${PASSWORD_MAX} characters.` : null;
}
