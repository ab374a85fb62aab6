/**
 * A run whose graphics card or training thread went away: what happened, what is safe, what to do.
 * While it comes back by itself the card tells the steps, and goes by itself; where it was lost too
 * often, it stays until it is answered.
 */

import { Check, LoaderCircle, TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import { roundsOf } from '../../spec/methods/methodFacts.ts';
import { isWebAssembly } from '../../spec/sections/device.ts';
import type { LossState } from '../../store/runs/lossState.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { Button } from '../controls/Button.tsx';
import styles from './LossCard.module.css';
import { clockTime, lossReport, wayBack, whatIsSafe } from './lossWords.ts';

type Recovering = Extract<LossState, { phase: 'recovering' }>;
type GivenUp = Extract<LossState, { phase: 'given-up' }>;

/** The newest loss; nothing while all is well. */
export function LossCard() {
  const loss = useWorkbench((state) => state.loss);
  if (loss === null) return null;
  return loss.phase === 'recovering' ? <ComingBack loss={loss} /> : <Stopped loss={loss} />;
}

function ComingBack({ loss }: { readonly loss: Recovering }) {
  const rounds = useRounds(loss.runId);
  const [isDetailed, setDetailed] = useState(false);
  return (
    <section className={styles.card} data-tone="warning" role="status">
      <h2 className={styles.title}>
        <TriangleAlert size={16} aria-hidden="true" />
        The {loss.what} went away at {clockTime(loss.at)}
      </h2>
      <p className={styles.text}>{wayBack(loss, rounds)}</p>
      <Steps loss={loss} />
      {isDetailed && <p className={styles.details}>{loss.message}</p>}
      <div className={styles.buttons}>
        {loss.what === 'graphics card' && !isWebAssembly(loss.device) && (
          <Button onPress={() => void actions().goOnWithWasm()}>Go on with WASM instead</Button>
        )}
        <Button look="quiet" aria-expanded={isDetailed} onPress={() => setDetailed(!isDetailed)}>
          Details
        </Button>
      </div>
    </section>
  );
}

const order = ['noticed', 'worker', 'device', 'epoch'] as const;

function Steps({ loss: { step, from } }: { readonly loss: Recovering }) {
  const done = order.indexOf(step);
  const words = {
    noticed: 'noticed',
    worker: 'new worker',
    device: 'device',
    epoch: from === null ? 'epoch' : `epoch ${from.epoch + 1}`,
  };
  return (
    <>
      <ol className={styles.steps}>
        {order.map((name, at) => (
          <li key={name} data-is={at <= done ? 'done' : at === done + 1 ? 'next' : 'later'}>
            {at <= done && <Check size={14} aria-hidden="true" />}
            {at === done + 1 && <LoaderCircle size={14} aria-hidden="true" />}
            {words[name]}
            {at <= done && <span className={styles.unseen}> done</span>}
          </li>
        ))}
      </ol>
      <div className={styles.bar} aria-hidden="true">
        <span data-done={done + 1} />
      </div>
    </>
  );
}

function Stopped({ loss }: { readonly loss: GivenUp }) {
  const rounds = useRounds(loss.runId);
  const adapter = useWorkbench(
    ({ runs }) => runs.find(({ runId }) => runId === loss.runId)?.newest?.device.adapter ?? '',
  );
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    const report = lossReport(loss, adapter, navigator.userAgent);
    try {
      // Pages of plain http have no clipboard.
      await navigator.clipboard.writeText(report);
      setCopied(true);
    } catch {
      actions().notify({ tone: 'info', title: 'The report', message: report });
    }
  };
  return (
    <section className={styles.card} data-tone="error" role="alert">
      <h2 className={styles.title}>
        <TriangleAlert size={16} aria-hidden="true" />
        {loss.why === 'too often'
          ? 'Stopped: lost three times in ten minutes'
          : `Stopped: the ${loss.what} did not come back`}
      </h2>
      <p className={styles.text}>
        {whatIsSafe(loss, rounds)}
        {loss.why === 'failed' && ` ${loss.message}`}
      </p>
      <div className={styles.buttons}>
        {loss.canUseWasm && (
          <Button look="primary" onPress={() => void actions().goOnWithWasm()}>
            Go on with WASM
          </Button>
        )}
        <Button onPress={() => void copy()}>{isCopied ? 'Copied' : 'Copy report'}</Button>
      </div>
      <div className={styles.dismiss}>
        <Button
          look="quiet"
          size="small"
          square
          aria-label="Dismiss"
          onPress={() => actions().dismissLoss()}
        >
          <X size={15} />
        </Button>
      </div>
    </section>
  );
}

/** Rounds of the run, 1 where it has told nothing yet. */
function useRounds(runId: string): number {
  return useWorkbench(({ runs }) => {
    const spec = runs.find((run) => run.runId === runId)?.newest?.spec;
    return spec === undefined ? 1 : roundsOf(spec.method);
  });
}
