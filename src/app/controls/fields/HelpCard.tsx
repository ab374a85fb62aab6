/**
 * The card that explains an option while the pointer rests on its field. On a narrow page the same
 * sentence stands under the field instead.
 */
import {
  type ContextType,
  type FocusEvent,
  type PointerEvent,
  type RefObject,
  useRef,
  useState,
} from 'react';
import { Tooltip, TooltipTriggerStateContext } from 'react-aria-components';
import type { OptionDescription } from '../../../spec/fields/optionDescription.ts';
import { OptionSymbol } from './FieldLabel.tsx';
import styles from './HelpCard.module.css';
import { rangeOf } from './optionText.ts';

/** Milliseconds for which the pointer rests on a field before its card shows. */
const rest = 450;

interface HelpCardProps {
  readonly option: OptionDescription;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly state: TooltipTriggerState;
}

type TooltipTriggerState = NonNullable<ContextType<typeof TooltipTriggerStateContext>>;

/** What an option is, beside its field: its sentence, the paper's symbol and equation, its range. */
export function HelpCard({ option, anchor, state }: HelpCardProps) {
  const range = rangeOf(option);
  return (
    <TooltipTriggerStateContext value={state}>
      <Tooltip className={styles.card} triggerRef={anchor} placement="right" offset={20}>
        <p className={styles.title}>
          {option.symbol && <OptionSymbol symbol={option.symbol} className={styles.symbol} />}
          {option.label}
          {option.equation && <span className={styles.equation}>{option.equation}</span>}
        </p>
        <p className={styles.help}>{option.help}</p>
        {range && <p className={styles.range}>{range}</p>}
        {option.ours && <p className={styles.range}>Ours: the paper leaves it open.</p>}
      </Tooltip>
    </TooltipTriggerStateContext>
  );
}

/** Opens a card while the pointer rests on a field or the keyboard is in it. */
export function useHelpCard() {
  const anchor = useRef<HTMLDivElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [isOpen, setOpen] = useState(false);
  const close = () => {
    clearTimeout(timer.current);
    setOpen(false);
  };
  return {
    card: {
      anchor,
      state: { isOpen, shouldSkipAnimation: false, open: () => setOpen(true), close },
    },
    field: {
      ref: anchor,
      onPointerEnter: (event: PointerEvent) => {
        if (event.pointerType !== 'mouse') return;
        // A list that the field opens lies elsewhere on the page: resting there does not count.
        timer.current = setTimeout(() => setOpen(anchor.current?.matches(':hover') === true), rest);
      },
      onPointerLeave: close,
      onPointerDown: close,
      onFocus: (event: FocusEvent) => setOpen(event.target.matches(':focus-visible')),
      onBlur: close,
    },
  };
}
