/**
 * The tree of classes as a figure: which form it has, which moment of it is drawn, what is folded.
 * Form and folds are the person's and stay while the run goes on; where things lie is decided in
 * `layout`.
 */
import { useCallback, useMemo, useState } from 'react';
import type { TreeMoment } from '../../analysis/groups/assignmentEntries.ts';
import { branchNames } from '../../analysis/groups/treeNames.ts';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import { readsOf } from '../../spec/run/readsOf.ts';
import type { ClassIndex } from '../../spec/units.ts';
import { drawnFrom } from '../kit/drawnFrom.ts';
import { FigureFrame } from '../kit/figure/FigureFrame.tsx';
import { Segments } from '../kit/Segments.tsx';
import { useWidth } from '../kit/useWidth.ts';
import type { ClassTreeProps } from '../viewProps.ts';
import styles from './ClassTree.module.css';
import {
  isNarrowWidth,
  type TreeForm,
  treeGround,
  treeScene,
  usualForm,
} from './layout/treeScene.ts';
import { FindClass } from './parts/FindClass.tsx';
import { TreeWaiting } from './parts/TreeWaiting.tsx';
import { type TreeAim, TreeStage } from './TreeStage.tsx';
import { adaptationEpoch, strayNote, treeDescription, treeTable } from './treeWords.ts';

const forms: readonly { id: TreeForm; label: string }[] = [
  { id: 'espalier', label: 'Espalier' },
  { id: 'tidy', label: 'Tidy' },
  { id: 'radial', label: 'Radial' },
];
const moments: readonly { id: TreeMoment; label: string }[] = [
  { id: 'now', label: 'Now' },
  { id: 'before', label: 'Before' },
  { id: 'difference', label: 'Difference' },
];

const select = ({ state, newest = state, flat, images, link, controls }: ClassTreeProps) => ({
  state: readsOf(state, 'runId', 'phase', 'spec', 'dataset', 'rounds', 'levelwise'),
  flat: flat && readsOf(flat, 'dataset', 'rounds'),
  isLookingBack: newest !== state,
  images,
  link,
  controls,
});
/** What the tree and its parts read. */
type TreeReads = ReturnType<typeof select>;

/** The hierarchy, live: groups as branches, classes as leaves, and the classes that move. */
export const ClassTree = drawnFrom(select, function ClassTree(props: TreeReads) {
  const { levelwise } = props.state;
  return levelwise === null || levelwise.built.levels.length === 0 ? (
    <TreeWaiting state={props.state} />
  ) : (
    <GrownTree {...props} levelwise={levelwise} />
  );
});

interface GrownTreeProps extends TreeReads {
  readonly levelwise: LevelwiseState;
}

function GrownTree(props: GrownTreeProps) {
  const { state, levelwise } = props;
  const { classes } = state.dataset;
  const [width, ref] = useWidth(960);
  const [chosenForm, setForm] = useState<TreeForm | null>(null);
  const form = chosenForm ?? usualForm(classes.length, width);
  const [moment, setMoment] = useState<TreeMoment>('now');
  const [folds, setFolds] = useState<ReadonlyMap<string, boolean>>(noFolds);
  const [aim, setAim] = useState<TreeAim | null>(null);
  const ground = useMemo(
    () => treeGround(levelwise, classes, moment),
    [levelwise, classes, moment],
  );
  const scene = useMemo(
    () => treeScene(ground, { form, folds, width }),
    [ground, form, folds, width],
  );
  const onFold = useCallback(
    (key: string, isFolded: boolean) => setFolds((known) => new Map(known).set(key, isFolded)),
    [],
  );
  const onGo = useCallback(
    (key: string) => setAim((known) => ({ key, asked: (known?.asked ?? 0) + 1 })),
    [],
  );
  const onFind = (index: ClassIndex) => {
    const above = scene.model.pathOf[index];
    setFolds(
      (known) => new Map([...known, ...above.map((key): [string, boolean] => [key, false])]),
    );
    onGo(`c${index}`);
    props.link.hold(index);
  };
  const finest = levelwise.built.levels.length - 1;
  const groupOf =
    moment === 'before' ? levelwise.built.levels[finest].groupOf : levelwise.groupOf[finest];
  const order = [...scene.model.groups.values()]
    .filter(({ level }) => level === finest)
    .flatMap((group) => group.classes);
  return (
    <FigureFrame
      title="The tree of classes"
      note={<Note {...props} stray={strayNote(scene.model.strays)} />}
      description={treeDescription(state, moment, scene.model.strays.length)}
      table={() => treeTable(state, moment, order)}
      controls={
        <div className={styles.controls}>
          <FindClass
            classes={classes}
            groupOf={(index) => branchNames(levelwise, classes)[finest][groupOf[index]]}
            onFind={onFind}
          />
          <Segments label="Form of the tree" options={forms} chosen={form} onChoose={setForm} />
          <Segments label="Which tree" options={moments} chosen={moment} onChoose={setMoment} />
        </div>
      }
    >
      <div ref={ref} className={styles.frame}>
        <TreeStage
          {...props}
          key={form}
          scene={scene}
          moment={moment}
          width={width}
          isNarrow={isNarrowWidth(width)}
          aim={aim}
          onGo={onGo}
          onFold={onFold}
        />
      </div>
    </FigureFrame>
  );
}

const noFolds: ReadonlyMap<string, boolean> = new Map();

function Note({ state, stray }: GrownTreeProps & { readonly stray: string | null }) {
  const since = adaptationEpoch(state);
  return (
    <>
      Arms are groups, the thicker the stronger; leaves are classes, the line under a leaf is its
      accuracy.
      {since !== null && (
        <>
          {' '}
          <b className={styles.green}>Green</b>: moved since epoch {since}.
        </>
      )}
      {stray !== null && ` ${stray}`}
    </>
  );
}
