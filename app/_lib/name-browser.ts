type Browser = { name: string; kind: 'desktop' | 'phone' | 'program' };

/** The longer before the shorter: nearly every browser also calls itself another one. */
const browsers: [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

const systems: [RegExp, string][] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

const find = (table: [RegExp, string][], text: string) => table.find(([pattern]) => pattern.test(text))?.[1];

/** What a browser calls itself, as its owner would: “Firefox on Windows”. */
export function nameBrowser(userAgent: string | null): Browser {
  const text = userAgent ?? '';
  const browser = find(browsers, text);
  const system = find(systems, text);
  if (!browser) return { name: text.split(/[\s/]/)[0]?.slice(0, 40) || 'Unknown', kind: 'program' };
  const kind = /iPhone|iPad|Android/.test(text) ? 'phone' : 'desktop';
  return { name: system ? `${browser} on ${system}` : browser, kind };
}
