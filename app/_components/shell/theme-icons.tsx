import { Monitor, Moon, Sun } from 'lucide-react';

/** Rendered here and handed to the switch, so that no icon is script of the browser's. */
export const themeIcons = {
  light: <Sun aria-hidden />,
  system: <Monitor aria-hidden />,
  dark: <Moon aria-hidden />,
};
