import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button, Disclosure, DisclosurePanel } from 'react-aria-components';
import { issueAt } from '../../../store/draft/draft.ts';
import { useWorkbench } from '../../../store/useWorkbench.ts';
import textStyles from '../../../views/kit/styles/text.module.css';
import styles from './More.module.css';

interface MoreProps {
  /** What the hidden fields are set to, in a few words. */
  readonly summary: string;
  /** The fields inside: one that is wrong opens them. */
  readonly paths: readonly string[];
  readonly children: ReactNode;
}

/** Fields that are seldom changed, behind one line that says how they stand. */
export function More({ summary, paths, children }: MoreProps) {
  const [isOpen, setOpen] = useState(false);
  const isWrong = useWorkbench(({ draft }) => paths.some((path) => issueAt(draft, path) !== null));
  return (
    <Disclosure className={styles.more} isExpanded={isOpen || isWrong} onExpandedChange={setOpen}>
      <Button slot="trigger" className={styles.line}>
        <ChevronRight size={13} className={styles.arrow} aria-hidden="true" />
        <span className={textStyles.ellipsis}>{summary}</span>
      </Button>
      <DisclosurePanel>{children}</DisclosurePanel>
    </Disclosure>
  );
}
