/**
 * The experiment that is compared: its data, what varies, and what is the same in every run. A line of
 * the latter becomes an axis by a press, or by A while the pointer is on it.
 */
import { useEffect, useRef, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { formatCount, formatHash } from '../../lib/numberFormat.ts';
import { specHash } from '../../spec/experimentSpec.ts';
import { methodText } from '../../spec/methods/methodFacts.ts';
import { experimentNetworksText } from '../../spec/networkTexts.ts';
import { optionAt } from '../../spec/options.ts';
import { fieldOfAxis, type SweepSpec } from '../../spec/sweeps/sweepSpec.ts';
import { dataTitle, heldData, matchData } from '../../store/data/dataSet.ts';
import { withBase } from '../../store/sweeps/dataValues.ts';
import { withAxes } from '../../store/sweeps/sweepDraft.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { Button } from '../controls/Button.tsx';
import { OptionSymbol } from '../controls/fields/FieldLabel.tsx';
import { DataTiles } from '../runs/DataTiles.tsx';
import { axisOfLine, type VariableLine, variableLines } from './axisChoices.ts';
import styles from './BaseRail.module.css';

/** So many lines are shown until all are asked for. */
const shownLines = 14;

export function BaseRail({ value }: { readonly value: SweepSpec }) {
  const { base, axes } = value;
  const lines = variableLines(base, axes);
  const [showsAll, setShowsAll] = useState(false);
  const pointed = useVaryByKey();
  const shown = showsAll ? lines : lines.slice(0, shownLines);
  return (
    <aside className={styles.rail} aria-label="Base experiment">
      <section>
        <header className={styles.head}>
          <h2 className={styles.title}>Base experiment</h2>
          <ChangeBase value={value} />
        </header>
        <p>{base.name}</p>
        <p className={styles.hash}>spec {formatHash(specHash(base))}</p>
        <DataLine value={value} />
      </section>
      <section>
        <h2 className={styles.title}>Varied, see the axes</h2>
        <ul className={styles.varied}>
          {axes.map((axis) => {
            const field = fieldOfAxis(axis);
            const option = field === axis.name ? optionAt(field) : null;
            return (
              <li key={axis.name}>
                {option?.symbol !== undefined && (
                  <OptionSymbol symbol={option.symbol} className={styles.symbol} />
                )}
                {option?.label ?? axis.name}
              </li>
            );
          })}
          <li>Seed</li>
        </ul>
      </section>
      <section>
        <h2 className={styles.title}>The same in every run</h2>
        <dl className={styles.facts}>
          <dt>Network</dt>
          <dd>{experimentNetworksText(base)}</dd>
          {!axes.some(({ name }) => name === 'Method') && (
            <>
              <dt>Method</dt>
              <dd>{methodText(base.method)}</dd>
            </>
          )}
        </dl>
        <ul className={styles.lines}>
          {shown.map((line) => (
            <li key={line.path}>
              <AriaButton
                className={styles.line}
                aria-label={`Vary ${line.label}, now ${line.text}`}
                onPress={() => vary(line)}
                onHoverChange={(isOn) => pointed(isOn ? line : null)}
              >
                <span>
                  {line.symbol !== null && (
                    <OptionSymbol symbol={line.symbol} className={styles.symbol} />
                  )}
                  {line.label}
                </span>
                <span className={styles.value}>{line.text}</span>
              </AriaButton>
            </li>
          ))}
        </ul>
        {lines.length > shown.length && (
          <Button look="link" onPress={() => setShowsAll(true)}>
            {formatCount(lines.length - shown.length)} more
          </Button>
        )}
        <p className={styles.note}>
          A line can be turned into an axis: press it, or point at it and press <kbd>A</kbd>.
        </p>
      </section>
    </aside>
  );
}

function vary(line: VariableLine): void {
  actions().editSweep((sweep) => withAxes(sweep, [...sweep.axes, axisOfLine(line)]));
}

/** Hears A while a line is pointed at and nothing is typed into. */
function useVaryByKey(): (line: VariableLine | null) => void {
  const pointed = useRef<VariableLine | null>(null);
  useEffect(() => {
    const onKey = ({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      const isTyping = target instanceof HTMLElement && target.closest('input, textarea') !== null;
      if (key.toLowerCase() !== 'a' || isTyping || ctrlKey || metaKey || altKey) return;
      const line = pointed.current;
      pointed.current = null;
      if (line !== null) vary(line);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (line) => {
    pointed.current = line;
  };
}

/** Takes the experiment of the form, where that is another; else leads to it. */
function ChangeBase({ value: { base } }: { readonly value: SweepSpec }) {
  const drafted = useWorkbench(({ draft }) => draft.spec);
  const isOther = drafted !== null && specHash(drafted) !== specHash(base);
  if (!isOther || drafted === null) {
    return (
      <Button look="link" onPress={() => actions().goTo('train')}>
        Change
      </Button>
    );
  }
  return (
    <Button look="link" onPress={() => actions().editSweep((sweep) => withBase(sweep, drafted))}>
      Take the form’s
    </Button>
  );
}

function DataLine({ value: { base } }: { readonly value: SweepSpec }) {
  const held = useWorkbench(({ data }) => heldData(data));
  const isHeld = matchData(base.dataset, held) === 'same';
  return (
    <>
      {isHeld && held !== null && (
        <p className={styles.tiles}>
          <DataTiles hash={held.hash} />
        </p>
      )}
      <p className={styles.note}>
        {isHeld && held !== null
          ? `${held.name}, ${formatCount(held.classes.length)} classes`
          : `${dataTitle(base.dataset.source)}, not open: it is opened when its turn comes`}
      </p>
    </>
  );
}
