import { formatDuration } from '../../../lib/numberFormat.ts';
import { methodText } from '../../../spec/methods/methodFacts.ts';
import { experimentNetworksText } from '../../../spec/networkTexts.ts';
import { graphicsMemoryText } from '../../../store/draft/memoryIssue.ts';
import { useWorkbench } from '../../../store/useWorkbench.ts';
import { Story } from '../../../views/story/Story.tsx';
import type { Shown } from '../run/useShownRun.ts';
import styles from './StoryLine.module.css';

/** The sentence that heads the page: what the run tells, or what it will do. */
export function StoryLine({ shown }: { readonly shown: Shown }) {
  return (
    <header className={styles.story}>
      <h1 className="visuallyHidden">{shown.state.spec.name}</h1>
      {shown.isPreview ? <Plan shown={shown} /> : <Story state={shown.state} flat={shown.flat} />}
    </header>
  );
}

/** What pressing Train would do. */
function Plan({ shown: { state } }: { readonly shown: Shown }) {
  const estimate = useWorkbench((workbench) => workbench.estimate);
  const memory = useWorkbench(graphicsMemoryText);
  const { spec, dataset } = state;
  return (
    <h2 className={styles.plan}>
      Ready to train: <b>{experimentNetworksText(spec)}</b> on <b>{dataset.name}</b>,{' '}
      {methodText(spec.method).toLowerCase()}.
      {estimate.phase === 'known' && ` About ${formatDuration(estimate.seconds)} on this machine.`}
      {memory !== null && ` ${memory}`}
    </h2>
  );
}
