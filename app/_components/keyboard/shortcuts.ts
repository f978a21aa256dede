import { goTo } from './go-to';

/** What the keys do, as the help tells it. */
export const shortcuts: { title: string; keys: [keys: string[], words: string][] }[] = [
  {
    title: 'Everywhere',
    keys: [
      [['/'], 'Search this list, or everything'],
      [['Ctrl', 'K'], 'Command palette: pages, ids, e-mails, settings'],
      [['?'], 'This help'],
      [['Esc'], 'Close, or leave the search box'],
    ],
  },
  {
    title: 'Lists',
    keys: [
      [['j'], 'Next row'],
      [['k'], 'Previous row'],
      [['Enter'], 'Open the row'],
      [['x'], 'Select the row'],
      [['r'], 'Replay the selected events, or the row'],
      [['['], 'Newer'],
      [[']'], 'Older'],
    ],
  },
  { title: 'One event', keys: [[['r'], 'Replay it']] },
  { title: 'Go to', keys: Object.entries(goTo).map(([key, { words }]) => [['g', key], words]) },
];
