/** The page where the networks of a kept run are asked about new pictures. */
import { LockIcon } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { imageAnswer } from '../../analysis/predictions/imageAnswer.ts';
import { inkFacts } from '../../analysis/predictions/inkFacts.ts';
import type { NamedAnswer } from '../../analysis/predictions/predictionTable.ts';
import { heldData } from '../../store/data/dataSet.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { shortName } from '../../views/kit/names/className.ts';
import { Segments } from '../../views/kit/Segments.tsx';
import textStyles from '../../views/kit/styles/text.module.css';
import { Thumbnail } from '../../views/kit/thumbnail/Thumbnail.tsx';
import { AnswerTable } from '../../views/trying/AnswerTable.tsx';
import type { PictureAnswer, TriedRun } from '../../worker/protocol/tryRequests.ts';
import { Button } from '../controls/Button.tsx';
import { useTask } from '../useTask.ts';
import { answerSentence, fittingWords } from './answerWords.ts';
import { CameraSource } from './CameraSource.tsx';
import { Disagreement } from './Disagreement.tsx';
import { DrawPad } from './DrawPad.tsx';
import { pictureOf, type Stroke } from './drawing.ts';
import { FolderSource, FolderTable } from './FolderSource.tsx';
import { LevelSteps } from './LevelSteps.tsx';
import { NearestTraining } from './NearestTraining.tsx';
import { PictureSource } from './PictureSource.tsx';
import { PixelsThatMattered } from './PixelsThatMattered.tsx';
import { TestSource } from './TestSource.tsx';
import styles from './TryPage.module.css';
import { useAnswers } from './useAnswers.ts';
import { useTriableRuns } from './useTriableRuns.ts';

/** Runs to choose from, the newest first, and the networks of the one chosen. */
export function TryPage() {
  const runs = useTriableRuns();
  const tried = useWorkbench((state) => state.tried);
  const isTraining = useWorkbench(({ launch }) => launch.phase !== 'idle');
  const isOpen = useWorkbench(({ page }) => page === 'try');
  const newest = runs?.[0]?.runId ?? null;
  const openId = tried.phase === 'none' ? null : tried.runId;
  useEffect(() => {
    if (isOpen && openId === null && newest !== null && !isTraining) {
      void actions().openTried(newest);
    }
  }, [isOpen, openId, newest, isTraining]);
  if (runs === null) return <main className={styles.empty} aria-busy="true" />;
  if (runs.length === 0) return <NothingToTry isTraining={isTraining} />;
  const chooser = (
    <label className={styles.choose}>
      <span className={textStyles.note}>Networks of</span>
      <select
        value={openId ?? ''}
        onChange={({ target }) => void actions().openTried(target.value)}
      >
        {openId === null && <option value="">choose a run</option>}
        {runs.map(({ runId, text }) => (
          <option key={runId} value={runId}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
  if (tried.phase === 'here') {
    return <Trying key={tried.runId} run={tried.run} chooser={chooser} isTraining={isTraining} />;
  }
  return (
    <main className={styles.empty}>
      {chooser}
      {tried.phase === 'opening' && <p>Reading its networks…</p>}
      {tried.phase === 'refused' && (
        <p role="alert">
          {tried.told.message}
          {!tried.told.message.includes(tried.told.remedy) && ` ${tried.told.remedy}`}
        </p>
      )}
    </main>
  );
}

function NothingToTry({ isTraining }: { readonly isTraining: boolean }) {
  return (
    <main className={styles.empty}>
      <h1 className={styles.story}>Here trained networks read your own pictures.</h1>
      <p>
        {isTraining
          ? 'The run under way can be tried once it has ended.'
          : 'No run is kept yet. Train one: its networks are kept as long as there is room.'}
      </p>
      <Button look="primary" onPress={() => actions().goTo('train')}>
        Go to Train
      </Button>
    </main>
  );
}

const sources = [
  { id: 'draw', label: 'Draw' },
  { id: 'picture', label: 'Picture' },
  { id: 'camera', label: 'Camera' },
  { id: 'folder', label: 'Folder' },
  { id: 'test', label: 'Test' },
] as const;
type Source = (typeof sources)[number]['id'];

interface TryingProps {
  readonly run: TriedRun;
  readonly chooser: ReactNode;
  readonly isTraining: boolean;
}

/** Drawings that no data set tells of. */
const plainInk = { isLight: false, share: 0.7 };

function Trying({ run, chooser, isTraining }: TryingProps) {
  const { shown, ask, clear } = useAnswers(run.runId);
  const folder = useTask<readonly NamedAnswer[]>();
  const [asked, choose] = useState<Source>('draw');
  const isOfVectors = run.content === 'vectors';
  const source = isOfVectors ? 'test' : asked;
  const held = useWorkbench(({ data }) => heldData(data));
  const isOpen = useWorkbench(({ page }) => page === 'try');
  const images = run.test !== null && held !== null ? held : null;
  const ink = useMemo(() => inkOf(images), [images]);
  const { answer, problem, test } = shown;
  const rounds = run.networks.map(({ round }) => round);
  const [all, showAll] = useState(false);
  const [strokes, keep] = useState<readonly Stroke[]>([]);
  const draw = (next: readonly Stroke[]) => {
    keep(next);
    if (next.length === 0) clear();
    else void ask(pictureOf(next, run.shape, ink ?? plainInk));
  };
  return (
    <div className={styles.page}>
      <aside className={styles.rail} aria-label="What is asked about">
        {chooser}
        {!isOfVectors && (
          <Segments
            label="Where pictures come from"
            options={sources}
            chosen={source}
            onChoose={choose}
          />
        )}
        {isTraining && <p role="status">A run is trained now: answers come once it has ended.</p>}
        {source === 'draw' && <DrawPad strokes={strokes} onDraw={draw} />}
        {source === 'picture' && <PictureSource onFile={(file) => void ask({ file })} />}
        {source === 'camera' && isOpen && <CameraSource onFrame={ask} onLeave={clear} />}
        {source === 'folder' && <FolderSource task={folder} />}
        {source === 'test' && (
          <TestSource run={run} onTest={(index) => void ask({ test: index })} />
        )}
        {problem && (
          <p role="alert">{`${problem.message} ${problem.message.includes(problem.remedy) ? '' : problem.remedy}`}</p>
        )}
        {answer && source !== 'folder' && (
          <SeenPicture
            run={run}
            answer={answer}
            test={test}
            drawn={source === 'draw' && test === null ? ink : null}
          />
        )}
        <p className={styles.assurance}>
          <LockIcon size={14} /> Nothing leaves this machine, nothing is kept
        </p>
      </aside>
      <main className={styles.sheet}>
        {source === 'folder' ? (
          <FolderTable task={folder} run={run} />
        ) : (
          <>
            <div className={styles.head}>
              <h1 className={styles.story} aria-live="polite">
                {answer
                  ? answerSentence(
                      imageAnswer(answer.probabilities),
                      (label) => shortName(run.classes[label]),
                      rounds,
                    )
                  : 'Draw, drop or pick a picture, and the networks say what they read.'}
              </h1>
              {run.classes.length > 7 && (
                <Segments
                  label="Classes listed"
                  options={[
                    { id: 'top', label: 'Top 7' },
                    { id: 'all', label: `All ${run.classes.length}` },
                  ]}
                  chosen={all ? 'all' : 'top'}
                  onChoose={(id) => showAll(id === 'all')}
                />
              )}
            </div>
            <AnswerTable
              probabilities={answer?.probabilities ?? null}
              classes={run.classes}
              rounds={rounds}
              images={images && { ...images, shape: images.drawn }}
              most={all ? run.classes.length : 7}
            />
            {answer && <LevelSteps run={run} answer={answer} />}
          </>
        )}
      </main>
      <aside className={styles.drawer} aria-label="Why">
        {answer && source !== 'folder' ? (
          <>
            {rounds.length > 1 && <Disagreement run={run} answer={answer} />}
            {source !== 'camera' && <PixelsThatMattered run={run} answer={answer} />}
            {source !== 'camera' && <NearestTraining run={run} answer={answer} />}
          </>
        ) : (
          <p className={textStyles.note}>
            Once a picture is read, it stands here where the networks disagree, which pixels
            mattered to them, and which training images they see alike.
          </p>
        )}
      </aside>
    </div>
  );
}

interface SeenPictureProps {
  readonly run: TriedRun;
  readonly answer: PictureAnswer;
  readonly test: number | null;
  readonly drawn: ReturnType<typeof inkFacts>;
}

function SeenPicture({ run, answer, test, drawn }: SeenPictureProps) {
  const { seen, done } = answer;
  const label = test === null ? undefined : run.test?.labels[test];
  const truth = label === undefined ? '' : ` It is ${shortName(run.classes[label])}.`;
  return (
    <div className={styles.seen}>
      {seen instanceof Uint8Array && (
        <Thumbnail bytes={seen} shape={run.shape} size={84} label="As the networks see it" />
      )}
      <p>
        <b className={textStyles.heading}>As the networks see it</b>
        <br />
        <span className={textStyles.note}>
          {seen instanceof Uint8Array
            ? drawn
              ? `${run.shape.width} × ${run.shape.height}: in the middle, as large as the training images.`
              : fittingWords(done, run.shape)
            : `${run.shape.width} features, as they are in the data set.`}
          {truth}
        </span>
      </p>
    </div>
  );
}

/** Of the first image of each class. */
function inkOf(held: ReturnType<typeof heldData>): ReturnType<typeof inkFacts> {
  if (held === null) return null;
  return inkFacts(
    held.samples.flatMap(([first]) => (first === undefined ? [] : [first])),
    held.drawn,
  );
}
