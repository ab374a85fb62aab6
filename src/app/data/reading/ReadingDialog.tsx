/**
 * The question that reading asks where files can be read in more than one way. The answer may be
 * given for the rest of the visit; cancelling leaves what was there.
 */
import { useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay, Radio, RadioGroup } from 'react-aria-components';
import type { Alternative, ReadingQuestion } from '../../../data/readingChoices.ts';
import { formatCount } from '../../../lib/numberFormat.ts';
import type { AskedQuestion } from '../../../store/data/askedQuestion.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import boxStyles from '../../../views/kit/styles/boxes.module.css';
import { Thumbnail } from '../../../views/kit/thumbnail/Thumbnail.tsx';
import { Button } from '../../controls/Button.tsx';
import { Checkbox } from '../../controls/Checkbox.tsx';
import styles from './ReadingDialog.module.css';

/** Asks how files are to be read that can be read in several ways, with a preview of each. */
export function ReadingDialog() {
  const asked = useWorkbench((state) => state.asked);
  return (
    <ModalOverlay
      className={boxStyles.overlay}
      isOpen={asked !== null}
      onOpenChange={(isOpen) => !isOpen && actions().answerQuestion(null)}
    >
      <Modal className={styles.card}>
        <Dialog className={styles.dialog}>
          {asked !== null && <Question key={asked.question.kind} asked={asked} />}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Question({ asked: { what, question, suggested } }: { readonly asked: AskedQuestion }) {
  const [place, setPlace] = useState(suggested);
  const [isForAll, setForAll] = useState(false);
  return (
    <>
      <Heading slot="title" className={styles.title}>
        How is <bdi>{what}</bdi> to be read?
      </Heading>
      <p className={styles.found}>
        In <code>{question.file}</code> {question.found}.
      </p>
      <Sizes question={question} />
      <BrokenList question={question} />
      <RadioGroup
        className={styles.alternatives}
        aria-label="Ways to read it"
        value={String(place)}
        onChange={(value) => setPlace(Number(value))}
      >
        {question.alternatives.map((alternative, at) => (
          <Choice key={alternative.flag} alternative={alternative} value={String(at)} />
        ))}
      </RadioGroup>
      <footer className={styles.foot}>
        <span className={styles.forAll}>
          <Checkbox isSelected={isForAll} onChange={setForAll}>
            Do the same until I leave this page
          </Checkbox>
        </span>
        <Button onPress={() => actions().answerQuestion(null)}>Cancel</Button>
        <Button look="primary" onPress={() => actions().answerQuestion({ place, isForAll })}>
          Read it so
        </Button>
      </footer>
    </>
  );
}

interface ChoiceProps {
  readonly alternative: Alternative;
  readonly value: string;
}

function Choice({ alternative: { title, description, previews }, value }: ChoiceProps) {
  return (
    <Radio className={styles.alternative} value={value}>
      <span className={styles.dot} />
      <span className={styles.words}>
        <b>{title}</b>
        <span>{description}</span>
      </span>
      {previews.length > 0 && (
        <span className={styles.previews} aria-hidden="true">
          {previews.map(({ pixels, ...shape }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: previews are told apart by their place alone
            <Thumbnail key={at} bytes={pixels} shape={shape} size={44} tone="plain" />
          ))}
        </span>
      )}
    </Radio>
  );
}

/** Sizes that are listed, at most. */
const maxSizes = 5;

function Sizes({ question }: { readonly question: ReadingQuestion }) {
  if (question.kind !== 'size') return null;
  const rest = question.sizes.length - maxSizes;
  return (
    <p className={styles.sizes}>
      {question.sizes
        .slice(0, maxSizes)
        .map(({ width, height, count }) => `${width}\u00a0×\u00a0${height}: ${formatCount(count)}`)
        .join(' · ')}
      {rest > 0 && ` · and ${formatCount(rest)} more sizes`}
    </p>
  );
}

/** Images that cannot be read that are listed, at most. */
const maxBroken = 200;

function BrokenList({ question }: { readonly question: ReadingQuestion }) {
  if (question.kind !== 'broken') return null;
  const rest = question.broken.length - maxBroken;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <ul className={styles.broken} tabIndex={0} aria-label="Images that cannot be read">
      {question.broken.slice(0, maxBroken).map(({ path, fault }) => (
        <li key={path}>
          <code>{path}</code> {fault}
        </li>
      ))}
      {rest > 0 && <li>and {formatCount(rest)} more</li>}
    </ul>
  );
}
