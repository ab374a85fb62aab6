/**
 * How much each class counts in a level-wise loss: all alike, or as a finished run of complementary
 * networks left them (ours). Weights that came by a file or a link stay until something else is chosen.
 */
import { useMemo } from 'react';
import type { ChoiceOption } from '../../../../spec/fields/optionDescription.ts';
import { heldData } from '../../../../store/data/dataSet.ts';
import { issueAt, valueAt } from '../../../../store/draft/draft.ts';
import {
  importanceSourceOf,
  importanceSources,
} from '../../../../store/draft/importanceSources.ts';
import { runClasses } from '../../../../store/runs/runClasses.ts';
import { actions, useWorkbench } from '../../../../store/useWorkbench.ts';
import { ChoiceField } from '../../../controls/fields/ChoiceField.tsx';
import { runText } from '../specText.ts';

const path = 'method.classImportance';
const alike = 'alike';
const given = 'given';

/** Picks the weights of classes in the loss. */
export function ClassImportanceField() {
  const value = useWorkbench(({ draft }) => valueAt(draft, path));
  const complaint = useWorkbench(({ draft }) => issueAt(draft, path));
  const runs = useWorkbench((state) => state.runs);
  const data = useWorkbench((state) => heldData(state.data));
  const choice = useWorkbench(({ draft }) => draft.lastGood.dataset);
  const sources = useMemo(() => {
    const classes = data === null ? [] : runClasses(data, choice).map(({ name }) => name);
    return importanceSources(runs, classes);
  }, [runs, data, choice]);
  const weights = Array.isArray(value) ? value : null;
  const chosen = weights && (importanceSourceOf(sources, weights)?.run.runId ?? given);
  const option: ChoiceOption = {
    kind: 'choice',
    label: 'Class importance',
    help: 'How much the images of each class weigh in the loss.',
    symbol: 'ϕ',
    ours: true,
    choices: [
      { value: alike, label: 'all alike', help: 'No class weighs more than another.' },
      ...sources.flatMap(({ run }) =>
        run.newest === null
          ? []
          : [
              {
                value: run.runId,
                label: runText(run.newest.spec),
                help: `As its last round left them, after ${run.newest.rounds.length} rounds.`,
              },
            ],
      ),
      ...(chosen === given
        ? [{ value: given, label: 'as given', help: 'Weights of a file or a link.' }]
        : []),
    ],
  };
  return (
    <ChoiceField
      option={option}
      complaint={complaint}
      choices={option.choices}
      value={chosen ?? alike}
      onChoose={(picked) => {
        const source = sources.find(({ run }) => run.runId === picked);
        if (source !== undefined) actions().edit(path, source.weights);
        else if (picked === alike) actions().edit(path, null);
      }}
    />
  );
}
