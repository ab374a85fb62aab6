/**
 * The fields of normalisation. A mean and a deviation that are given stand in the experiment
 * themselves, in place of the word; they start as those of the data at hand.
 */
import { options } from '../../../spec/options.ts';
import { issueAt, valueAt } from '../../../store/draft/draft.ts';
import { knownFact } from '../../../store/showcaseSlice.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import type { DatasetView } from '../../../worker/protocol/dataRequests.ts';
import type { ImagesSummary } from '../../../worker/protocol/imageRequests.ts';
import { ChoiceField } from '../../controls/fields/ChoiceField.tsx';
import { HelpCard, useHelpCard } from '../../controls/fields/HelpCard.tsx';
import { OptionField } from '../../controls/fields/OptionField.tsx';

const path = 'augment.normalise';
const option = options[path];
const leastDeviation = options['augment.normalise.deviation'].min;

/** How values are normalised, and by which mean and deviation where they are given. */
export function NormaliseFields({ view }: { readonly view: DatasetView }) {
  const value = useWorkbench(({ draft }) => valueAt(draft, path));
  const complaint = useWorkbench(({ draft }) => issueAt(draft, path));
  const summary = useWorkbench((state) => knownFact(state.summary, view.hash));
  const { card, field } = useHelpCard();
  const isGiven = typeof value === 'object';
  const isImages = view.content === 'images';
  return (
    <>
      <div {...field}>
        <ChoiceField
          option={option}
          complaint={isGiven && isImages ? null : complaint}
          choices={option.choices.filter((choice) => isImages || choice.value !== 'given')}
          value={isGiven ? 'given' : String(value)}
          onChoose={(chosen) =>
            actions().edit(path, chosen === 'given' ? startingScale(summary) : chosen)
          }
        />
        <HelpCard option={option} {...card} />
      </div>
      {isGiven && isImages && <OptionField path="augment.normalise.mean" />}
      {isGiven && isImages && <OptionField path="augment.normalise.deviation" />}
    </>
  );
}

/** Mean and deviation of the data, to four decimals as recipes state them; ½ until they are known. */
function startingScale(summary: Pick<ImagesSummary, 'mean' | 'deviation'> | null) {
  const rounded = (values: readonly number[]) => values.map((value) => Number(value.toFixed(4)));
  if (summary === null) return { mean: [0.5], deviation: [0.5] };
  const deviation = rounded(summary.deviation.map((value) => Math.max(leastDeviation, value)));
  return { mean: rounded(summary.mean), deviation };
}
