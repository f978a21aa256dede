'use client';

import { Command } from 'cmdk';
import { usePathname, useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { sections } from '../shell/pages';
import { Modal } from './modal';
import { useHits } from './use-hits';

type PaletteProps = { admin: boolean; onClose(): void; onHelp(): void };

/** Goes to any page, finds any id, e-mail or order in both modes, and changes what is shown. */
export function Palette({ admin, onClose, onHelp }: PaletteProps) {
  const router = useRouter();
  const pathname = usePathname();
  const [text, setText] = useState('');
  const { hits, searching } = useHits(text);
  const go = (href: string) => () => {
    onClose();
    router.push(href);
  };
  const list = `/${pathname.split('/')[1] ?? ''}`;
  const commands: { group: string; words: string; run(): void }[] = [
    ...sections.flatMap(({ pages }) =>
      pages
        .filter((page) => admin || !page.admin)
        .map(({ path, label }) => ({ group: 'Pages', words: label, run: go(path) })),
    ),
    { group: 'View', words: 'Show test data', run: go(`${list}?mode=test`) },
    { group: 'View', words: 'Show live data', run: go(`${list}?mode=live`) },
    { group: 'View', words: 'Keyboard shortcuts', run: onHelp },
  ];
  const wanted = text.trim().toLowerCase();
  const matching = commands.filter(({ words }) => words.toLowerCase().includes(wanted));
  const groups = [...new Set(matching.map(({ group }) => group))];
  const nothing = matching.length === 0 && hits.length === 0;
  return (
    <Modal label="Command palette" onClose={onClose}>
      <Command label="Command palette" shouldFilter={false} loop>
        <Command.Input
          value={text}
          onValueChange={setText}
          placeholder="Page, id, e-mail, order or type of event …"
          maxLength={500}
          className="h-12 w-full border-b border-line bg-transparent px-4 text-[15px] outline-none placeholder:text-faint"
        />
        <Command.List className="max-h-[min(24rem,60vh)] overflow-y-auto p-2">
          {hits.length > 0 && (
            <Group heading="Found">
              {hits.map(({ href, name, id, label, mode }) => (
                <Item key={href} value={href} onSelect={go(href)}>
                  <span className="w-28 shrink-0 text-xs text-faint">{name}</span>
                  <span className="min-w-0 flex-1 truncate">
                    <bdi>{label}</bdi> <span className="font-mono text-xs text-faint">{id}</span>
                  </span>
                  <span className="text-xs text-faint">{mode}</span>
                </Item>
              ))}
            </Group>
          )}
          {groups.map((group) => (
            <Group key={group} heading={group}>
              {matching
                .filter((command) => command.group === group)
                .map(({ words, run }) => (
                  <Item key={words} value={words} onSelect={run}>
                    {words}
                  </Item>
                ))}
            </Group>
          ))}
          {nothing && (
            <p className="px-3 py-6 text-center text-muted">
              {searching
                ? 'Searching …'
                : 'Nothing by that name. An id (evt_, pi_, cus_, …), an e-mail address or a type of event finds what belongs to it.'}
            </p>
          )}
        </Command.List>
      </Command>
    </Modal>
  );
}

const Group = ({ heading, children }: { heading: string; children: ReactNode }) => (
  <Command.Group
    heading={heading}
    className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-faint"
  >
    {children}
  </Command.Group>
);

const Item = (props: { value: string; onSelect(): void; children: ReactNode }) => (
  <Command.Item
    value={props.value}
    onSelect={props.onSelect}
    className="flex min-h-9 cursor-pointer items-center gap-3 rounded-md px-2.5 py-1.5 data-[selected=true]:bg-accent-soft data-[selected=true]:text-accent"
  >
    {props.children}
  </Command.Item>
);
