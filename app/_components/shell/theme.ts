export type Theme = 'light' | 'dark' | 'system';

export const themeCookie = 'hookwell-theme';

/** The theme that a cookie's value means; the system's when it means none. */
export const readTheme = (value: string | undefined): Theme =>
  value === 'light' || value === 'dark' ? value : 'system';
