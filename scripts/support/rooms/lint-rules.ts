import { type Room, rooms } from '../../../lib/rooms';

type Pattern = { group: string[]; message: string };

const APP: Pattern = {
  group: ['**/app/**', '@/app/**', '**/scripts/**', '**/harness/**', '**/tests/**'],
  message: 'Arrows point to lib. Move what you need into lib.',
};

const WEB: Pattern = {
  group: ['next', 'next/*', 'react', 'react-dom'],
  message: 'lib knows no web framework. Put it into app.',
};

/** A mail is written in React, and knows nothing of Next. */
const MAIL: Pattern = { ...WEB, group: ['next', 'next/*', 'react-dom'] };

/** What Biome checks of the rooms: each knows only those before it in the list, and nothing of the app. */
export function lintRules(): string {
  const names = Object.keys(rooms) as Room[];
  const overrides = [
    rule(['lib/**'], [APP, WEB]),
    ...names.flatMap((room, rank) => {
      const above = names.slice(rank + 1);
      const patterns: Pattern[] = [APP, WEB];
      if (above.length > 0)
        patterns.push({
          group: above.flatMap((other) => [`../${other}/**`, `../**/../${other}/**`]),
          message: `${room} stands below ${above.join(', ')} and knows none of them: lib/rooms.ts.`,
        });
      const mail = patterns.map((pattern) => (pattern === WEB ? MAIL : pattern));
      return [
        rule([`lib/${room}/**`], patterns),
        ...(room === 'effects' ? [rule(['lib/effects/mail/templates/**'], mail)] : []),
      ];
    }),
    // A test may set up whatever it needs.
    rule(['lib/**/*.test.ts', 'lib/**/*.test.tsx', 'lib/**/*.test-d.ts'], []),
  ];
  return `${JSON.stringify({ overrides }, null, 2)}\n`;
}

const rule = (includes: string[], patterns: Pattern[]) => ({
  includes,
  linter: {
    rules: {
      style: {
        noRestrictedImports: patterns.length > 0 ? { level: 'error', options: { patterns } } : 'off',
      },
    },
  },
});
