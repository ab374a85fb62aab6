/**
 * The number of threads that WASM trains on. It is a matter of this machine, not of the experiment:
 * results are the same with any number.
 */
import type { ChoiceOption } from '../../../spec/fields/optionDescription.ts';
import { maxThreads } from '../../../spec/threadCounts.ts';
import { trainsOnWasm } from '../../../store/machineOffer.ts';
import { isAtWork } from '../../../store/selectors.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import { Button } from '../../controls/Button.tsx';
import { ChoiceField } from '../../controls/fields/ChoiceField.tsx';
import styles from './ThreadsField.module.css';

/** Not part of an experiment: no result depends on it. */
const option: ChoiceOption = {
  kind: 'choice',
  label: 'Threads',
  help: 'How many cores WASM trains on. The results are the same with any number.',
  choices: [],
};

/** How many threads train on WASM; nothing where another device trains. */
export function ThreadsField() {
  const offer = useWorkbench(({ offer }) => (offer.phase === 'known' ? offer.offer.threads : null));
  const threads = useWorkbench((state) => state.threads);
  const isShown = useWorkbench(trainsOnWasm);
  if (offer === null || !isShown) return null;
  const { counts, refusal } = offer;
  const most = counts[counts.length - 1];
  const why = refusal === null ? '' : `: ${refusal}`;
  const choices = [
    { value: 'auto', label: `automatic, ${most}`, help: `As many as there are cores${why}.` },
    ...counts.map((count) => ({
      value: String(count),
      label: String(count),
      help: count === 1 ? 'Leaves the other cores to other programs.' : `Uses ${count} cores.`,
    })),
  ];
  return (
    <>
      <ChoiceField
        option={option}
        complaint={null}
        choices={choices}
        value={String(threads)}
        onChoose={(value) => actions().chooseThreads(value === 'auto' ? value : Number(value))}
      />
      <MoreAfterReload />
    </>
  );
}

/** Where the host sends no headers of isolation: what one more loading of the page would bring. */
function MoreAfterReload() {
  const isOffered = useWorkbench(({ isolation }) => isolation === 'after-reload');
  const isBusy = useWorkbench(isAtWork);
  const threads = maxThreads(navigator.hardwareConcurrency);
  if (!isOffered || threads < 2) return null;
  return (
    <p className={styles.note}>
      Loaded once more, this page can train on up to {threads} threads, if this browser shares
      memory between them. What is kept in the browser stays.{' '}
      <Button look="link" isDisabled={isBusy} onPress={() => window.location.reload()}>
        Reload
      </Button>
    </p>
  );
}
