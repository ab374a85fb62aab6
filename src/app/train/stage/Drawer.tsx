/**
 * Details beside the charts of a wide page and below them on a narrow one; which they are, the
 * method's page says.
 */
import { ChevronLeft } from 'lucide-react';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import { Button } from '../../controls/Button.tsx';
import { useNarrow } from '../../useWidthClass.ts';
import { methodPageOf } from '../methodParts.tsx';
import { RunFacts } from '../run/RunFacts.tsx';
import type { Shown } from '../run/useShownRun.ts';
import styles from './Drawer.module.css';
import { GuardedViews } from './GuardedViews.tsx';
import { type MethodPage, type StageView, viewsThere } from './methodPage.ts';
import { roomsThere } from './rooms.tsx';
import { useViewInputs } from './useViewInputs.ts';

/** Beside the charts: the class that is held, with the way back; else what rests there, and facts. */
export function Drawer({ shown }: { readonly shown: Shown }) {
  const inputs = useViewInputs(shown);
  const isHeld = useWorkbench(({ heldClass }) => heldClass !== null);
  const isNarrow = useNarrow();
  const page = methodPageOf(shown.state);
  const chosen = useWorkbench((workbench) => workbench.room);
  const room = roomsThere(shown).find(({ id }) => id === chosen && !shown.isPreview);
  const { resting, hint, back } = page.details;
  const held = room?.held ?? page.details.held;
  const isShownInTab = isNarrow && hasTabOf(page, resting);
  const atRest = isShownInTab ? [] : viewsThere([resting], shown);
  if (isHeld) {
    return (
      <div className={styles.drawer}>
        {back !== undefined && atRest.length > 0 && (
          <Button look="link" onPress={() => actions().holdClass(null)}>
            <ChevronLeft size={14} aria-hidden="true" />
            {back}
          </Button>
        )}
        <GuardedViews views={[held]} inputs={inputs} />
      </div>
    );
  }
  return (
    <div className={styles.drawer}>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      <GuardedViews views={atRest} inputs={inputs} />
      <RunFacts shown={shown} />
    </div>
  );
}

function hasTabOf({ tabs }: MethodPage, view: StageView): boolean {
  return tabs.some(({ views }) => views.includes(view));
}
