/** The length of a password; what else is refused: ./judge-password.ts, which browsers do not load. */
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 128;
