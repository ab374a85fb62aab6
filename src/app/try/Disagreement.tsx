import { tippingVote } from '../../algorithms/answers/tippingVote.ts';
import { imageAnswer } from '../../analysis/predictions/imageAnswer.ts';
import { shortName } from '../../views/kit/names/className.ts';
import textStyles from '../../views/kit/styles/text.module.css';
import type { PictureAnswer, TriedRun } from '../../worker/protocol/tryRequests.ts';
import { tippingWords } from './answerWords.ts';
import { SpreadAmongTests } from './SpreadAmongTests.tsx';
import styles from './TryPage.module.css';

interface DisagreementProps {
  readonly run: TriedRun;
  readonly answer: PictureAnswer;
}

/** How far the networks are apart, and which of their votes would tip the answer. */
export function Disagreement({ run, answer }: DisagreementProps) {
  const { spread, members } = imageAnswer(answer.probabilities);
  return (
    <section aria-label="Where they disagree" className={styles.apart}>
      <h2 className={textStyles.heading}>Where they disagree</h2>
      <p className={textStyles.note}>
        The answers are <b>{spread.toFixed(2)} bits</b> apart (Jensen–Shannon), of at most{' '}
        {Math.log2(members.length).toFixed(2)}; 0 is all the same.
      </p>
      {run.areAveraged && <Tipping run={run} answer={answer} />}
      {run.areAveraged && run.test !== null && (
        <SpreadAmongTests runId={run.runId} own={Math.max(0, spread)} />
      )}
    </section>
  );
}

function Tipping({ run: { networks, classes }, answer: { probabilities } }: DisagreementProps) {
  const votes = networks.map(({ voteWeight }) => voteWeight);
  const { label } = imageAnswer(probabilities);
  const tipping = tippingVote(probabilities.members, votes, label);
  if (tipping === null) {
    return <p className={textStyles.note}>No other vote of one network alone would tip it.</p>;
  }
  const nameOf = (each: number) => shortName(classes[each]);
  const rounds = networks.map(({ round }) => round);
  const { reads, vote } = tippingWords(tipping, nameOf, rounds);
  return (
    <p className={textStyles.note}>
      It would tip to <b>{reads}</b> {vote}, the other votes as they are.
    </p>
  );
}
