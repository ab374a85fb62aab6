import { Link } from 'react-aria-components';
import type { PageName } from '../../store/pageSlice.ts';
import { firstState, useFirstState } from '../../store/useFirstState.ts';
import styles from './PageLinks.module.css';

const pages: readonly { readonly name: PageName; readonly label: string }[] = [
  { name: 'data', label: 'Data' },
  { name: 'train', label: 'Train' },
  { name: 'runs', label: 'Runs' },
  { name: 'compare', label: 'Compare' },
  { name: 'try', label: 'Try' },
  { name: 'papers', label: 'Papers' },
];

/** The pages, with the open one marked. */
export function PageLinks({ onGo }: { readonly onGo?: () => void }) {
  const open = useFirstState(({ page }) => page);
  return (
    <nav className={styles.pages} aria-label="Pages">
      {pages.map(({ name, label }) => (
        <Link
          key={name}
          className={styles.page}
          {...(name === open && { 'aria-current': 'page' })}
          onPress={() => {
            firstState.getState().goTo(name);
            onGo?.();
          }}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
