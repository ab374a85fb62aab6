/** With how many seeds every setting is trained: dragged over boxes, or typed. */
import { useState } from 'react';
import { Input, Label, Slider, SliderThumb, SliderTrack, TextField } from 'react-aria-components';
import { seedsFrom } from '../../store/sweeps/sweepDraft.ts';
import { actions } from '../../store/useWorkbench.ts';
import styles from './SeedsRow.module.css';
import { powerWords } from './sweepWords.ts';

/** So many can be dragged to; more are typed. */
const boxes = 30;
const most = 10_000;

interface SeedsRowProps {
  readonly seeds: readonly number[];
  /** The difference in errors that so many seeds see, in [0, 1]; null where nothing tells. */
  readonly seen: (seeds: number) => number | null;
}

export function SeedsRow({ seeds, seen }: SeedsRowProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const count = seeds.length;
  const first = Math.min(...seeds);
  const isInRow = seedsFrom(first, count).every((seed, at) => seed === seeds[at]);
  const setCount = (wanted: number) => {
    const next = Math.max(1, Math.min(most, Math.round(wanted)));
    // Seeds that are there stay, so that their runs need not be trained again.
    const kept = seeds.slice(0, next);
    const more = seedsFrom(Math.max(...seeds) + 1, next - kept.length);
    actions().editSweep((sweep) => ({ ...sweep, seeds: [...kept, ...more] }));
  };
  return (
    <section className={styles.row} aria-label="Seeds">
      <div>
        <h2 className={styles.title}>Seeds</h2>
        <p className={styles.note}>
          {isInRow ? `${first} to ${seeds[count - 1]}` : shortList(seeds)}
        </p>
      </div>
      <div className={styles.values}>
        <Slider
          className={styles.slider}
          aria-label="Number of seeds"
          minValue={1}
          maxValue={boxes}
          value={Math.min(count, boxes)}
          onChange={(value) => setCount(Number(value))}
        >
          <SliderTrack className={styles.track}>
            {Array.from({ length: boxes }, (_, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: boxes differ by their place alone
              <span key={at} className={styles.box} data-on={at < count || undefined} />
            ))}
            <SliderThumb className={styles.thumb} />
          </SliderTrack>
        </Slider>
        <TextField
          className={styles.count}
          value={typed ?? String(count)}
          onChange={(text) => {
            setTyped(text);
            const value = Number(text);
            if (text.trim() !== '' && Number.isInteger(value) && value >= 1) setCount(value);
          }}
          onBlur={() => setTyped(null)}
        >
          <Label className="visuallyHidden">Number of seeds, typed</Label>
          <Input inputMode="numeric" autoComplete="off" />
        </TextField>
        <p className={styles.power}>{powerWords(seen, count)}</p>
      </div>
      <span className={styles.times}>× {count}</span>
    </section>
  );
}

function shortList(seeds: readonly number[]): string {
  const shown = seeds.slice(0, 4).join(', ');
  return seeds.length > 4 ? `${shown}, …` : shown;
}
