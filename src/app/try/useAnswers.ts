import { useEffect, useRef, useState } from 'react';
import { textOf } from '../../store/runs/runErrors.ts';
import { actions } from '../../store/useWorkbench.ts';
import type { AskedPicture, PictureAnswer } from '../../worker/protocol/tryRequests.ts';

/** What the networks said last, or why they could not. */
export interface ShownAnswer {
  readonly answer: PictureAnswer | null;
  readonly problem: { readonly message: string; readonly remedy: string } | null;
  /** The place of the test image that was asked about; null for any other. */
  readonly test: number | null;
}

const nothing: ShownAnswer = { answer: null, problem: null, test: null };

/** Asks about one picture at a time: of those that come meanwhile, the newest alone is asked next. */
export function useAnswers(runId: string | null) {
  const [shown, show] = useState<ShownAnswer>(nothing);
  const next = useRef<AskedPicture | null>(null);
  const isAsking = useRef(false);
  const openRun = useRef(runId);
  /** Counts how often the answers were cleared away: what was asked before is not shown after. */
  const cleared = useRef(0);
  useEffect(() => {
    openRun.current = runId;
    next.current = null;
    show(nothing);
  }, [runId]);
  const ask = async (picture: AskedPicture) => {
    next.current = picture;
    if (isAsking.current) return;
    isAsking.current = true;
    try {
      while (next.current !== null) {
        const asked: AskedPicture = next.current;
        next.current = null;
        const [of, turn] = [openRun.current, cleared.current];
        const said = await answerTo(asked);
        const isCurrent = of === openRun.current && turn === cleared.current;
        if (isCurrent) show((before) => (said.answer ? said : { ...before, ...said }));
      }
    } finally {
      isAsking.current = false;
    }
  };
  const clear = () => {
    cleared.current++;
    next.current = null;
    show(nothing);
  };
  return { shown, ask, clear };
}

async function answerTo(picture: AskedPicture): Promise<ShownAnswer> {
  const test = 'test' in picture ? picture.test : null;
  try {
    return { answer: await actions().askTried('ask-picture', { picture }), problem: null, test };
  } catch (error) {
    return { answer: null, problem: textOf(error), test: null };
  }
}
