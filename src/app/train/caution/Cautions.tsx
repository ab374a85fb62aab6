/**
 * What is said beside the buttons of a run before there is trouble: that nothing is kept here, that
 * there is too little room, that the browser slows a hidden window.
 */
import { Database, Download, Eye, Gauge, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { totalBytes } from '../../../analysis/run/storageForecast.ts';
import { aboutBytes } from '../../../lib/aboutBytes.ts';
import { formatCompact } from '../../../lib/numberFormat.ts';
import { shownRun } from '../../../store/runs/runView.ts';
import { whyNotTrain } from '../../../store/selectors.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import { isMemoryOnly } from '../../../store/window/keepingSlice.ts';
import { Button } from '../../controls/Button.tsx';
import { saveLog } from '../../shell/ExportMenu.tsx';
import { useNarrow } from '../../useWidthClass.ts';
import styles from './Cautions.module.css';
import { useRoomNeeded } from './useRoomNeeded.ts';

/** Nothing while there is nothing to say. */
export function Cautions() {
  const isMemory = useWorkbench(isMemoryOnly);
  return (
    <>
      {isMemory ? <MemoryOnly /> : <TooLittleRoom />}
      <Slowed />
    </>
  );
}

function MemoryOnly() {
  const size = useNarrow() ? 'medium' : 'small';
  const hasRun = useWorkbench((state) => shownRun(state)?.newest != null);
  const need = useRoomNeeded();
  return (
    <Caution icon={<Eye size={16} />} title="Nothing outlives this window.">
      <p>
        {globalThis.isSecureContext === false
          ? 'The browser keeps no files for a page over plain http (open it by https to keep runs), '
          : 'The browser keeps no files here, as in private windows, '}
        so a run lives in memory
        {need === null ? '' : `: about ${aboutBytes(totalBytes(need))}`}. You can save it as a file
        at any moment, and open it again anywhere.
      </p>
      {hasRun && (
        <Button size={size} onPress={saveLog}>
          <Download size={14} aria-hidden="true" /> Save as a file
        </Button>
      )}
    </Caution>
  );
}

function TooLittleRoom() {
  const size = useNarrow() ? 'medium' : 'small';
  const forecast = useRoomNeeded();
  const shortage = useWorkbench((state) => state.shortage);
  const canTrain = useWorkbench((state) => whyNotTrain(state) === null);
  // Where no run is kept, data sets take the room.
  const hasRuns = useWorkbench(({ keptRuns }) => (keptRuns?.length ?? 0) > 0);
  if (forecast === null || shortage === null || !canTrain) return null;
  const { needed: total, free } = shortage;
  const { log } = forecast;
  return (
    <Caution
      icon={<Database size={16} />}
      tone="warning"
      title={`This run needs about ${aboutBytes(total)}; about ${aboutBytes(free)} are free`}
    >
      <div className={styles.bar} aria-hidden="true">
        <span style={{ flexGrow: free }} data-free />
        <span style={{ flexGrow: total - free }} />
      </div>
      <p>
        Where the room ends, training goes on and is no longer kept. Its log alone can be kept
        instead: it shows all, but cannot be gone on with.
      </p>
      <div className={styles.buttons}>
        <Button size={size} onPress={() => actions().goTo(hasRuns ? 'runs' : 'data')}>
          Make room…
        </Button>
        <Button
          size={size}
          isDisabled={log > free}
          onPress={() => void actions().startKeepingLog()}
        >
          Keep the log only, {aboutBytes(log)}
        </Button>
      </div>
    </Caution>
  );
}

function Slowed() {
  const size = useNarrow() ? 'medium' : 'small';
  const slowed = useWorkbench((state) => state.slowed);
  if (slowed === null) return null;
  return (
    <Caution icon={<Gauge size={16} />} title="The browser slows a hidden window.">
      <p>
        <b>{formatCompact(slowed.hidden)} img/s</b> while it was hidden, from{' '}
        {formatCompact(slowed.before)}. Same result, bit for bit; in front it trains at full speed.
      </p>
      <div className={styles.dismiss}>
        <Button
          look="quiet"
          size={size}
          square
          aria-label="Dismiss"
          onPress={() => actions().dismissSlowed()}
        >
          <X size={14} />
        </Button>
      </div>
    </Caution>
  );
}

interface CautionProps {
  readonly icon: ReactNode;
  readonly title: string;
  /** `warning` is passing trouble. */
  readonly tone?: 'warning';
  readonly children: ReactNode;
}

function Caution({ icon, title, tone, children }: CautionProps) {
  return (
    <section className={styles.caution} data-tone={tone} role="status">
      <h3 className={styles.title}>
        <span className={styles.icon} aria-hidden="true">
          {icon}
        </span>
        {title}
      </h3>
      {children}
    </section>
  );
}
