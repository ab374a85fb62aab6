import { Search, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button as AriaButton, Input, Label, SearchField } from 'react-aria-components';
import { useNarrow } from '../useWidthClass.ts';
import styles from './SearchRuns.module.css';
import type { RunsView } from './useRunsView.ts';

/** Finds runs by name, data set, notes or digest; `/` leads here. */
export function SearchRuns({ view: { filter, setFilter } }: { readonly view: RunsView }) {
  const input = useRef<HTMLInputElement>(null);
  const isNarrow = useNarrow();
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const field = input.current;
      // Other pages lie inert below the open one, and fields take what is typed.
      const isElsewhere =
        event.target instanceof Element && event.target.closest('input, textarea');
      if (event.key !== '/' || field === null || isElsewhere || field.closest('[inert]')) return;
      event.preventDefault();
      field.focus();
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, []);
  const { typed } = filter;
  return (
    <SearchField
      className={styles.search}
      value={typed}
      onChange={(text) => setFilter({ ...filter, typed: text })}
    >
      <Label className="visuallyHidden">Find runs</Label>
      <Search size={14} aria-hidden="true" />
      <Input
        ref={input}
        className={styles.input}
        placeholder="Name, data, digest"
        aria-keyshortcuts="/"
        maxLength={200}
        autoComplete="off"
      />
      {typed !== '' && (
        <AriaButton className={styles.clear} aria-label="Show all runs">
          <X size={14} />
        </AriaButton>
      )}
      {typed === '' && !isNarrow && <kbd className={styles.key}>/</kbd>}
    </SearchField>
  );
}
