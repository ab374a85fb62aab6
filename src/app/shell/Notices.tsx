/**
 * Messages of the store over the page. They stay until they are dismissed: nobody has to catch one
 * in time.
 */
import { CircleAlert, Info, TriangleAlert, X } from 'lucide-react';
import type { Notice } from '../../store/shellSlice.ts';
import { actions, useWorkbench } from '../../store/useWorkbench.ts';
import { Button } from '../controls/Button.tsx';
import { RefusalPanel } from '../data/reading/RefusalPanel.tsx';
import { LossCard } from './LossCard.tsx';
import styles from './Notices.module.css';

/** Messages for the person, until they are dismissed. */
export function Notices() {
  const notices = useWorkbench((state) => state.notices);
  const hasLoss = useWorkbench(({ loss }) => loss !== null);
  const hasRefusal = useWorkbench(({ refusal }) => refusal !== null);
  return (
    <div>
      {hasRefusal && (
        <div className={styles.refusal}>
          <RefusalPanel />
        </div>
      )}
      {(notices.length > 0 || hasLoss) && (
        <div className={styles.notices}>
          <LossCard />
          {notices.map((notice) => (
            <NoticeLine key={notice.id} notice={notice} />
          ))}
        </div>
      )}
    </div>
  );
}

const icons = { error: CircleAlert, warning: TriangleAlert, info: Info };

function NoticeLine({ notice }: { readonly notice: Notice }) {
  const { id, tone, title, message, action } = notice;
  const Icon = icons[tone];
  return (
    <div className={styles.notice} data-tone={tone} role={tone === 'info' ? 'status' : 'alert'}>
      <Icon size={16} aria-hidden="true" />
      <p>
        <b>{title}.</b> {message}
      </p>
      {action !== undefined && (
        <Button
          size="small"
          onPress={() => {
            action.act();
            actions().dismissNotice(id);
          }}
        >
          {action.label}
        </Button>
      )}
      <Button
        look="quiet"
        size="small"
        square
        aria-label="Dismiss"
        onPress={() => actions().dismissNotice(id)}
      >
        <X size={15} />
      </Button>
    </div>
  );
}
