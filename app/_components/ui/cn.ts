import { clsx } from 'clsx';

/**
 * Joins class names. Of two that set the same property the stylesheet decides, not the order here: give a component a
 * variant instead of overriding its classes. (A merger would be 9 KB of the browser's script.)
 */
export const cn = clsx;
