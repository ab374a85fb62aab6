/**
 * The field of μ with a slider that shows the range of the theorem, ½ < μ < 1/(2ε), and a warning
 * where μ lies below it. Values beyond the slider can be typed.
 */
import { TriangleAlert } from 'lucide-react';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import { valueAt } from '../../../../store/draft/draft.ts';
import { actions, useWorkbench } from '../../../../store/useWorkbench.ts';
import { Button } from '../../../controls/Button.tsx';
import { OptionField } from '../../../controls/fields/OptionField.tsx';
import styles from './MuSlider.module.css';

/** The slider's ends; the field beside it takes what the option allows. */
const least = 0.3;
const most = 1;
/** The theorem asks ½ < μ < 1/(2ε). */
const theorem = 0.5;
const usual = 0.7;

/** μ, with the range of the theorem drawn under it. */
export function MuSlider() {
  const mu = useWorkbench(({ draft }) => valueAt(draft, 'method.mu'));
  const value = typeof mu === 'number' ? mu : usual;
  const shown = Math.min(most, Math.max(least, value));
  return (
    <div className={styles.field}>
      <OptionField path="method.mu" />
      <Slider
        className={styles.slider}
        aria-label="Hyper-parameter μ"
        minValue={least}
        maxValue={most}
        step={0.05}
        value={shown}
        onChange={(next) => actions().edit('method.mu', Number(next))}
      >
        <SliderTrack className={styles.track}>
          <span className={styles.range} style={{ left: percent(theorem) }} />
          <span
            className={styles.filled}
            style={{ left: percent(theorem), right: `calc(100% - ${percent(shown)})` }}
          />
          <span className={styles.half} style={{ left: percent(theorem) }} />
          <SliderThumb className={styles.thumb} />
        </SliderTrack>
      </Slider>
      <p className={styles.scale} aria-hidden="true">
        <span>{least}</span>
        <span className={styles.note} style={{ left: percent(theorem) }}>
          ½ <span>range of the theorem</span>
        </span>
        <span>{most}</span>
      </p>
      {value <= theorem && <Warning />}
    </div>
  );
}

function Warning() {
  return (
    <p className={styles.warning} role="status">
      <TriangleAlert size={14} aria-hidden="true" />
      <span>
        At ½ or less no class can count as hard, since 1/(2μ) reaches 1, and the bound of Eq. 16
        says nothing. It will run.{' '}
        <Button look="link" onPress={() => actions().edit('method.mu', usual)}>
          Use {usual}
        </Button>
      </span>
    </p>
  );
}

function percent(value: number): string {
  return `${(100 * (value - least)) / (most - least)}%`;
}
