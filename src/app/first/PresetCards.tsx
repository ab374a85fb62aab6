/**
 * Experiments of the first visit. A card tells paper and table, the expected result and the cost
 * before anything is started; those that need files say which.
 */
import { Play } from 'lucide-react';
import {
  Button as AriaButton,
  Disclosure,
  DisclosurePanel,
  FileTrigger,
} from 'react-aria-components';
import type { Preset } from '../../spec/presets/preset.ts';
import { presets } from '../../spec/presets/presets.ts';
import { dataTitle } from '../../store/data/dataSet.ts';
import { useWorkbench } from '../../store/useWorkbench.ts';
import textStyles from '../../views/kit/styles/text.module.css';
import { Characters } from '../Characters.tsx';
import { Button } from '../controls/Button.tsx';
import styles from './PresetCards.module.css';
import { startPreset, startPresetWith } from './startPreset.ts';

/** Presets that a first visit offers; all stand in the form's menu. */
const offeredIds = [
  'glyphs-cnn',
  'mnist-mlp-quick',
  'mnist-mlp',
  'cifar100-resnet56',
  'glyphs-tree',
  'shapes-cnn',
  'shapes-tree',
];

const offered: readonly Preset[] = presets.filter(({ id }) => offeredIds.includes(id));

/** Experiments to begin with, each with where it is from, what to expect and what it costs. */
export function PresetCards() {
  return (
    <section aria-labelledby="presets">
      <h2 id="presets" className={styles.heading}>
        Or start at once
      </h2>
      <p className={styles.note}>Each with its paper, what to expect and what it costs.</p>
      <ul className={styles.cards}>
        {offered.map((preset) => (
          <li key={preset.id} className={styles.card}>
            <PresetCard preset={preset} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function PresetCard({ preset }: { readonly preset: Preset }) {
  const { title, row, summary, expected, cost, files, spec } = preset;
  return (
    <>
      <div className={styles.head}>
        <h3 className={textStyles.heading}>{title}</h3>
        <StartButton preset={preset} />
      </div>
      <p className={styles.origin}>{row ?? `our own, on ${dataTitle(spec.dataset.source)}`}</p>
      <p>{spec.dataset.source === 'builtin:glyphs' ? <Characters text={summary} /> : summary}</p>
      <dl className={styles.facts}>
        <dt>Expect</dt>
        <dd>{expected}</dd>
        <dt>Cost</dt>
        <dd>{cost}</dd>
      </dl>
      {files !== null && (
        <Disclosure className={styles.needs}>
          <AriaButton slot="trigger" className={styles.which}>
            Which files?
          </AriaButton>
          <DisclosurePanel>{files}</DisclosurePanel>
        </Disclosure>
      )}
    </>
  );
}

function StartButton({ preset }: { readonly preset: Preset }) {
  const isReading = useWorkbench(({ data }) => data.phase === 'reading');
  if (preset.files === null) {
    return (
      <Button
        look="primary"
        size="small"
        isDisabled={isReading}
        aria-label={`Start ${preset.title}`}
        onPress={() => void startPreset(preset)}
      >
        <Play size={12} fill="currentColor" aria-hidden="true" />
        Start
      </Button>
    );
  }
  return (
    <FileTrigger allowsMultiple onSelect={(list) => void startPresetWith(preset, list)}>
      <Button size="small" isDisabled={isReading} aria-label={`Choose files for ${preset.title}`}>
        Choose files
      </Button>
    </FileTrigger>
  );
}
