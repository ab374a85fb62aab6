/**
 * Networks that differ from round to round, as the complementary paper proposes it, or that are
 * trained together: the list, in which one is picked to be edited, and added and taken away.
 */
import { Minus, Plus } from 'lucide-react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import { networkText } from '../../../../spec/networks/networkFacts.ts';
import { networkSchema } from '../../../../spec/networks/networks.ts';
import { issueAt } from '../../../../store/draft/draft.ts';
import { actions, useWorkbench } from '../../../../store/useWorkbench.ts';
import { Button } from '../../../controls/Button.tsx';
import styles from './NetworkSection.module.css';

interface NetworksOfRoundsProps {
  /** What each of them stands for. */
  readonly each: 'round' | 'network';
  /** As they stand in the form, wrong values included. */
  readonly networks: readonly unknown[];
  /** The one that is edited, from 0. */
  readonly picked: number;
  readonly onPick: (at: number) => void;
}

/** The networks one by one. */
export function NetworksOfRounds({ each, networks, picked, onPick }: NetworksOfRoundsProps) {
  const wrong = useWorkbench(({ draft }) =>
    networks.flatMap((_, at) => (issueAt(draft, `network.${at}`) === null ? [] : [at])).join(),
  );
  const label = (at: number) =>
    `${each === 'round' ? 'Round' : 'Network'} ${at + 1}: ${textOf(networks[at])}`;
  const isWrong = (at: number) => wrong.split(',').includes(`${at}`);
  return (
    <>
      <ListBox
        className={styles.list}
        aria-label={each === 'round' ? 'The network of each round' : 'The networks'}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[picked]}
        onSelectionChange={(keys) => onPick(Number([...keys][0] ?? picked))}
      >
        {networks.map((network, at) => (
          <ListBoxItem
            // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is the round
            key={at}
            id={at}
            className={styles.round}
            aria-label={label(at)}
            textValue={label(at)}
            data-wrong={isWrong(at) || undefined}
          >
            <span className={styles.number}>{at + 1}</span>
            {textOf(network)}
          </ListBoxItem>
        ))}
      </ListBox>
      <div className={styles.buttons}>
        <Button
          size="small"
          aria-label={`Add a ${each} behind ${each} ${picked + 1}`}
          onPress={() => addBehind(picked, onPick)}
        >
          <Plus size={13} aria-hidden="true" />
          Add
        </Button>
        <Button
          size="small"
          aria-label={`Remove ${each} ${picked + 1}`}
          isDisabled={networks.length < 2}
          onPress={() => remove(picked, networks.length, onPick)}
        >
          <Minus size={13} aria-hidden="true" />
          Remove
        </Button>
      </div>
    </>
  );
}

function addBehind(at: number, onPick: (at: number) => void): void {
  actions().addRound(at);
  onPick(at + 1);
}

function remove(at: number, count: number, onPick: (at: number) => void): void {
  actions().removeRound(at);
  onPick(Math.min(at, count - 2));
}

/** A network in a few words; a wrong one has none. */
function textOf(network: unknown): string {
  const reading = networkSchema.safeParse(network);
  return reading.success ? networkText(reading.data) : 'not complete';
}
