/**
 * What each round of an ensemble trains: a flat network, or a level-wise one, whose settings are those
 * of the level-wise method and stand here in the same words.
 */
import { options } from '../../../../spec/options.ts';
import { hasMembers } from '../../../../store/draft/levelwiseFields.ts';
import { actions, useWorkbench } from '../../../../store/useWorkbench.ts';
import textStyles from '../../../../views/kit/styles/text.module.css';
import { ChoiceField } from '../../../controls/fields/ChoiceField.tsx';
import { HelpCard, useHelpCard } from '../../../controls/fields/HelpCard.tsx';
import { LevelwiseFields } from './LevelwiseFields.tsx';

const option = options['method.members'];

/** Flat or level-wise, and of level-wise networks their hierarchy, levels and adaptation. */
export function MembersFields() {
  const isLevelwise = useWorkbench(({ draft }) => hasMembers(draft));
  const { card, field } = useHelpCard();
  return (
    <>
      <div {...field}>
        <ChoiceField
          option={option}
          complaint={null}
          choices={option.choices}
          value={isLevelwise ? 'level-wise' : option.neutral}
          onChoose={(chosen) => actions().chooseMembers(chosen === 'level-wise')}
        />
        <HelpCard option={option} {...card} />
      </div>
      {isLevelwise && (
        <>
          <p className={textStyles.note}>
            Every round builds a tree of its own after its warm-up. The importance of the round
            weighs the loss of all levels; the network votes with the mixture’s probabilities.
          </p>
          <LevelwiseFields isMember />
        </>
      )}
    </>
  );
}
