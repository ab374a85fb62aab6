import { useEffect, useState } from 'react';
import { spreadFacts } from '../../analysis/predictions/spreadFacts.ts';
import { formatCount, formatPercent } from '../../lib/numberFormat.ts';
import { actions } from '../../store/useWorkbench.ts';
import textStyles from '../../views/kit/styles/text.module.css';
import { SpreadHistogram } from '../../views/trying/SpreadHistogram.tsx';
import { Button } from '../controls/Button.tsx';
import { useTask } from '../useTask.ts';
import { TaskLine } from './TaskLine.tsx';

const bars = 32;

interface SpreadAmongTestsProps {
  readonly runId: string;
  /** How far the networks are apart over the image that is asked about, in bits. */
  readonly own: number;
}

/** Where an image stands among the run's test images; their answers are computed when somebody asks. */
export function SpreadAmongTests({ runId, own }: SpreadAmongTestsProps) {
  const { state, begin, cancel } = useTask<Float64Array>();
  const [wantedOf, want] = useState<string | null>(null);
  const isWanted = wantedOf === runId;
  useEffect(() => {
    if (isWanted) begin((task) => actions().testSpreads(task));
  }, [isWanted, begin]);
  const giveUp = () => {
    want(null);
    cancel();
  };
  const spreads = isWanted ? state.result : null;
  const facts = spreads && spreadFacts(spreads, own, bars);
  return (
    <>
      {facts && spreads && (
        <>
          <p className={textStyles.note}>
            Of {formatCount(spreads.length)} test images they are less apart over{' '}
            <b>{formatPercent(facts.lessShare, 0)}</b>.
          </p>
          <SpreadHistogram facts={facts} own={own} />
        </>
      )}
      {!isWanted && (
        <Button size="small" onPress={() => want(runId)}>
          Compare with the test images
        </Button>
      )}
      <TaskLine what="Asking about test images" state={state} onCancel={giveUp} />
    </>
  );
}
