/** Commands that carry the comparison out elsewhere: text to copy, the page sends nothing. */
import { ChevronDown, Copy } from 'lucide-react';
import { useState } from 'react';
import {
  Button as AriaButton,
  Disclosure,
  DisclosurePanel,
  Tab,
  TabList,
  TabPanel,
  Tabs,
} from 'react-aria-components';
import { formatCounted } from '../../lib/numberFormat.ts';
import { Button } from '../controls/Button.tsx';
import styles from './ClusterBlock.module.css';

interface Way {
  readonly name: string;
  readonly command: string;
  readonly note: (runs: string) => string;
}

const ways: readonly Way[] = [
  {
    name: 'One machine',
    command: 'espalier sweep run sweep.json --out results',
    note: (runs) =>
      `Keeps all cores busy until ${runs} are done. Killed, it goes on where it stood when it is called again.`,
  },
  {
    name: 'By index',
    command: 'espalier run sweep.json --index 0 --out results/0',
    note: (runs) =>
      `One of ${runs}, for whatever hands out numbers: a job array, or GNU parallel. One that was killed goes on where it stood.`,
  },
];

export function ClusterBlock({ runs }: { readonly runs: number | null }) {
  return (
    <Disclosure className={styles.block}>
      <AriaButton slot="trigger" className={styles.title}>
        <ChevronDown size={14} aria-hidden="true" className={styles.arrow} />
        Or send it to a cluster
      </AriaButton>
      <DisclosurePanel>
        <Tabs>
          <TabList aria-label="Where" className={styles.tabs}>
            {ways.map(({ name }) => (
              <Tab key={name} id={name} className={styles.tab}>
                {name}
              </Tab>
            ))}
          </TabList>
          {ways.map(({ name, command, note }) => (
            <TabPanel key={name} id={name}>
              <Command text={command} />
              <p className={styles.note}>
                {note(runs === null ? 'all runs' : formatCounted(runs, 'run'))} Bring the results
                back with <b>Import</b>.
              </p>
            </TabPanel>
          ))}
        </Tabs>
      </DisclosurePanel>
    </Disclosure>
  );
}

function Command({ text }: { readonly text: string }) {
  const [isCopied, setCopied] = useState(false);
  return (
    <div className={styles.command}>
      <code>{text}</code>
      <Button
        look="quiet"
        size="small"
        square
        aria-label={isCopied ? 'Copied' : 'Copy the command'}
        onPress={() =>
          void navigator.clipboard.writeText(text).then(
            () => setCopied(true),
            () => setCopied(false),
          )
        }
      >
        <Copy size={14} aria-hidden="true" />
      </Button>
    </div>
  );
}
