import { useEffect } from 'react';
import { formatPercent } from '../../lib/numberFormat.ts';
import { actions } from '../../store/useWorkbench.ts';
import { roundTextColour } from '../../views/kit/colours/roundColour.ts';
import { ClassName } from '../../views/kit/names/ClassName.tsx';
import textStyles from '../../views/kit/styles/text.module.css';
import { OcclusionTile } from '../../views/trying/OcclusionTile.tsx';
import type { PictureAnswer, TriedRun } from '../../worker/protocol/tryRequests.ts';
import { useTask } from '../useTask.ts';
import { TaskLine } from './TaskLine.tsx';
import styles from './TryPage.module.css';

/** Milliseconds that a picture rests before its parts are hidden. */
const rest = 300;

interface PixelsProps {
  readonly run: TriedRun;
  readonly answer: PictureAnswer;
}

/** Which pixels mattered to each network: the picture is asked about again with parts of it hidden. */
export function PixelsThatMattered({ run, answer }: PixelsProps) {
  const { state, begin, cancel } = useTask<Hidden>();
  const { seen } = answer;
  useEffect(() => {
    if (!(seen instanceof Uint8Array)) return;
    const timer = setTimeout(
      () =>
        begin(async (task) => ({
          seen,
          ...(await actions().askTried('occlude-picture', { seen }, task)),
        })),
      rest,
    );
    return () => {
      clearTimeout(timer);
      cancel();
    };
  }, [seen, begin, cancel]);
  const { result } = state;
  if (!(seen instanceof Uint8Array)) return null;
  const shown = result?.seen === seen ? result : null;
  const most = shown ? Math.max(0, ...shown.drops.flatMap((drops) => [maximum(drops)])) : 0;
  return (
    <section aria-label="Which pixels mattered" className={styles.block}>
      <h2 className={textStyles.heading}>Which pixels mattered</h2>
      <p className={textStyles.note}>deeper green: hiding it costs the answer more</p>
      {shown &&
        run.networks.map(({ round }, network) => (
          <div key={round} className={styles.mattered}>
            <OcclusionTile
              image={seen}
              shape={run.shape}
              drops={shown.drops[network]}
              most={most}
              label={`What mattered to network ${round}: hiding the pixels that matter most costs ${formatPercent(Math.max(0, maximum(shown.drops[network])))}`}
            />
            <p>
              <b style={{ color: roundTextColour(round) }}>Network {round}</b>
              <br />
              reads <ClassName name={run.classes[shown.labels[network]]} />
              <br />
              <span className={textStyles.note}>
                costs up to {formatPercent(Math.max(0, maximum(shown.drops[network])))}
              </span>
            </p>
          </div>
        ))}
      {shown && (
        <p className={textStyles.note}>
          A patch of {shown.settings.patch} × {shown.settings.patch} pixels hid part after part,{' '}
          {shown.settings.stride} pixels apart, in the colour of the border (
          {shown.settings.grey.join(', ')} of 255).
        </p>
      )}
      <TaskLine what="Hiding parts" state={state} onCancel={cancel} />
    </section>
  );
}

interface Hidden {
  readonly seen: Uint8Array;
  readonly settings: {
    readonly patch: number;
    readonly stride: number;
    readonly grey: readonly number[];
  };
  readonly labels: readonly number[];
  readonly drops: readonly Float32Array[];
}

const maximum = (values: Float32Array): number =>
  values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
