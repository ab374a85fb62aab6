/**
 * The search of the tree: a combobox over the names of the classes, with the group of each to tell
 * like names apart.
 */
import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { leafName } from '../../../analysis/groups/treeNames.ts';
import type { ClassIndex } from '../../../spec/units.ts';
import textStyles from '../../kit/styles/text.module.css';
import { findClasses } from './findClasses.ts';
import styles from './TreeControls.module.css';

interface FindClassProps {
  readonly classes: readonly string[];
  /** Name of the group that holds a class, for telling like names apart. */
  readonly groupOf: (index: ClassIndex) => string;
  readonly onFind: (index: ClassIndex) => void;
}

const maxShown = 10;

/** A field that finds a class in the tree; `/` goes to it. */
export function FindClass({ classes, groupOf, onFind }: FindClassProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [place, setPlace] = useState(0);
  const found = useMemo(() => findClasses(classes, typed, maxShown), [classes, typed]);
  useSlash(input);
  const choose = (index: ClassIndex | undefined) => {
    if (index === undefined) return;
    setOpen(false);
    setTyped('');
    onFind(index);
  };
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (!isOpen) setOpen(true);
      else setPlace((place + step + found.length) % Math.max(1, found.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (isOpen) choose(found[place]);
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    }
  };
  return (
    <div className={styles.find}>
      <Search size={13} strokeWidth={2} className={styles.findIcon} aria-hidden />
      <input
        ref={input}
        className={styles.findField}
        role="combobox"
        aria-label="Find a class"
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-keyshortcuts="/"
        aria-activedescendant={isOpen && found.length > 0 ? `${id}-${place}` : undefined}
        placeholder="Find a class"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setPlace(0);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={press}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label="Classes found"
        className={styles.found}
        hidden={!isOpen}
      >
        {found.map((index, at) => (
          <div
            key={index}
            id={`${id}-${at}`}
            role="option"
            tabIndex={-1}
            aria-selected={at === place}
            className={styles.option}
            title={classes[index]}
            // The field keeps the focus: a list that closes on blur could not be pressed.
            onPointerDown={(event) => event.preventDefault()}
            onPointerMove={() => setPlace(at)}
            onClick={() => choose(index)}
            onKeyDown={press}
          >
            <bdi className={textStyles.ellipsis}>{leafName(classes[index])}</bdi>
            <span className={textStyles.ellipsis}>{groupOf(index)}</span>
          </div>
        ))}
      </div>
      {isOpen && found.length === 0 && (
        <p className={styles.nothing} role="status">
          No class is called that.
        </p>
      )}
    </div>
  );
}

/** `/` goes to the field from anywhere that is not typed in. */
function useSlash(input: { readonly current: HTMLInputElement | null }): void {
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      if (event.key !== '/' || event.defaultPrevented || event.ctrlKey || event.metaKey) return;
      const { target } = event;
      const isTyping =
        target instanceof Element &&
        target.closest('input, textarea, [role="listbox"], [role="menu"], [role="dialog"]') !==
          null;
      if (isTyping) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.scrollIntoView({ block: 'nearest' });
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [input]);
}
