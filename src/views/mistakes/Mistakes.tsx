/**
 * A gallery of mistakes: each test image that is read wrongly, with what every model of the run makes of
 * it, by confidence, by severity, or only those that another model reads rightly.
 */

import { useMemo, useState } from 'react';
import { leafName } from '../../analysis/groups/treeNames.ts';
import {
  equallySure,
  type Mistake,
  type MistakeSort,
  mistakeList,
} from '../../analysis/mistakes/mistakeList.ts';
import { mistakeTree } from '../../analysis/mistakes/mistakeTree.ts';
import { type ModelReading, modelReadings } from '../../analysis/mistakes/modelReadings.ts';
import { drawnShape } from '../../data/drawnShape.ts';
import { formatCount, formatPercent } from '../../lib/numberFormat.ts';
import { readsOf } from '../../spec/run/readsOf.ts';
import { noReadingNote } from '../confusion/confusionWords.ts';
import { useWantedImages } from '../inspector/mistakes/useWantedImages.ts';
import { classButtonProps } from '../kit/classButton.ts';
import { roundTextColour } from '../kit/colours/roundColour.ts';
import { drawnFrom } from '../kit/drawnFrom.ts';
import { FigureFrame } from '../kit/figure/FigureFrame.tsx';
import { ClassName } from '../kit/names/ClassName.tsx';
import { Segments } from '../kit/Segments.tsx';
import { Thumbnail } from '../kit/thumbnail/Thumbnail.tsx';
import { toneOf } from '../kit/thumbnail/thumbnailPixels.ts';
import { leftOnPage } from '../takeaway/leftOnPage.ts';
import type { MistakesProps } from '../viewProps.ts';
import styles from './Mistakes.module.css';
import {
  mistakeSortLabels,
  mistakesDescription,
  mistakesNote,
  mistakesTable,
  severityText,
} from './mistakesWords.ts';

const select = ({
  state,
  images,
  link,
  flat,
  testLabels,
  testImages,
  onWantImages,
}: MistakesProps) => ({
  state: readsOf(state, 'phase', 'spec', 'dataset', 'rounds', 'classTree', 'levelwise'),
  flat: flat && readsOf(flat, 'rounds'),
  images,
  link,
  testLabels,
  testImages,
  onWantImages,
});
type Reads = ReturnType<typeof select>;

/** Mistakes drawn at once. */
const page = 24;
/** Networks named beside the vote: the first and the newest. */
const namedNetworks = 4;

/** The mistakes of the vote, or of another model, with what all models make of them. */
export const Mistakes = drawnFrom(select, function Mistakes(props: Reads) {
  const { state, flat, testLabels } = props;
  const models = useMemo(() => modelReadings(state, flat, testLabels), [state, flat, testLabels]);
  if (testLabels === null || models.length === 0) {
    return (
      <FigureFrame
        title="Mistakes"
        note="test images that are read wrongly, as every model reads them"
        description={mistakesDescription(null, [])}
        table={() => mistakesTable([], [], [])}
      >
        <p className={styles.waiting}>{noReadingNote(state)}</p>
      </FigureFrame>
    );
  }
  return <Known {...props} labels={testLabels} models={models} />;
});

interface KnownProps extends Reads {
  readonly labels: Int32Array;
  readonly models: readonly ModelReading[];
}

function Known(props: KnownProps) {
  const { state, link, labels, models } = props;
  const { classes } = state.dataset;
  const named = useMemo(() => namedModels(models), [models]);
  const tree = useMemo(() => mistakeTree(state), [state]);
  const sorts: MistakeSort[] = [
    'surest',
    ...(tree.length > 0 ? (['severe'] as const) : []),
    ...(models.length > 1 ? (['only here'] as const) : []),
  ];
  const [chosenSort, chooseSort] = useState<MistakeSort>('surest');
  const sort = sorts.includes(chosenSort) ? chosenSort : 'surest';
  const [modelKey, chooseModel] = useState<string | null>(null);
  const model = named.find(({ key }) => key === modelKey) ?? named[0];
  const { held } = link;
  const mistakes = useMemo(() => {
    const others = models.filter((other) => other !== model);
    return mistakeList(sort, labels, model, others, tree, held);
  }, [sort, labels, model, models, tree, held]);
  const [room, setRoom] = useState(page);
  const shown = mistakes.slice(0, room);
  useWantedImages(
    shown.map(({ image }) => image),
    props.onWantImages,
  );
  return (
    <FigureFrame
      title="Mistakes"
      note={mistakesNote(sort, mistakes.length, labels.length, model, equallySure(mistakes))}
      description={mistakesDescription(mistakes, classes)}
      table={() => mistakesTable(mistakes, named, classes)}
    >
      <div className={styles.controls} {...leftOnPage}>
        {sorts.length > 1 && (
          <Segments
            label="Order of the mistakes"
            options={sorts.map((id) => ({ id, label: mistakeSortLabels[id] }))}
            chosen={sort}
            onChoose={chooseSort}
          />
        )}
        {named.length > 1 && (
          <Segments
            label="Whose mistakes"
            options={named.map(({ key, name }) => ({ id: key, label: name }))}
            chosen={model.key}
            onChoose={chooseModel}
          />
        )}
        {held !== null && held < classes.length && (
          <button type="button" className={styles.chip} onClick={() => link.hold(null)}>
            <ClassName name={leafName(classes[held])} /> → any ×
            <span className="visuallyHidden">, show the mistakes of all classes</span>
          </button>
        )}
      </div>
      {mistakes.length === 0 && <p className={styles.waiting}>There is no such mistake.</p>}
      <ul className={styles.gallery}>
        {shown.map((mistake) => (
          <li key={mistake.image}>
            <OneMistake {...props} mistake={mistake} models={named} />
          </li>
        ))}
      </ul>
      {mistakes.length > shown.length && (
        <button
          type="button"
          {...leftOnPage}
          className={styles.more}
          onClick={() => setRoom(room + page)}
        >
          Show {Math.min(page, mistakes.length - shown.length)} more of{' '}
          {formatCount(mistakes.length - shown.length)}
        </button>
      )}
    </FigureFrame>
  );
}

/** The vote, the first and the newest networks, the flat twin. */
function namedModels(models: readonly ModelReading[]): readonly ModelReading[] {
  const networks = models.filter(({ round }) => round !== null);
  const kept =
    networks.length <= namedNetworks
      ? networks
      : [networks[0], ...networks.slice(1 - namedNetworks)];
  return models.filter((model) => model.round === null || kept.includes(model));
}

function OneMistake({
  state,
  images,
  link,
  testImages,
  mistake,
  models,
}: KnownProps & { readonly mistake: Mistake }) {
  const { image, truth, severity } = mistake;
  const { classes, shape } = state.dataset;
  const isRight = ({ predicted }: ModelReading) => predicted[image] === truth;
  return (
    <article className={styles.mistake} aria-label={`Test image ${image}`}>
      <Thumbnail
        bytes={testImages?.get(image) ?? null}
        shape={drawnShape(shape)}
        size={62}
        tone={images === null ? undefined : toneOf(images)}
        lit={link.lit === truth}
      />
      <div className={styles.readings}>
        <p className={styles.truth}>
          <button {...classButtonProps(link, truth)} className={styles.class}>
            <ClassName name={leafName(classes[truth])} />
          </button>
          <span className={styles.note}>{severityText(severity)}</span>
        </p>
        <dl>
          {models.map((model) => (
            <div key={model.key} className={isRight(model) ? styles.right : undefined}>
              <dt
                style={model.round === null ? undefined : { color: roundTextColour(model.round) }}
              >
                {model.name}
              </dt>
              <dd className={styles.readAs}>
                <ClassName name={leafName(classes[model.predicted[image]])} />
                {isRight(model) && <span className="visuallyHidden">, right</span>}
              </dd>
              <dd className={styles.confidence}>{formatPercent(model.confidence?.[image], 0)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </article>
  );
}
