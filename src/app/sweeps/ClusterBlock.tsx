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

const command = 'npm run espalier -- sweep';

const ways: readonly Way[] = [
  {
    name: 'One machine',
    command: `${command} run sweep.json --out results`,
    note: (runs) =>
      `Keeps all cores busy until ${runs} are done. Killed, it goes on where it stood when it is called again.`,
  },
  {
    name: 'Slurm',
    command: `${command} submit sweep.json --out results --slurm --cpus 1`,
    note: (runs) =>
      `Writes an array job of ${runs} and shows it; --go sends it. A killed task goes on where it stood.`,
  },
  {
    name: 'Kubernetes',
    command: `${command} submit sweep.json --out results --kubernetes`,
    note: (runs) =>
      `Writes an Indexed Job of ${runs} and a container file. A killed pod’s run goes on where it stood.`,
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
