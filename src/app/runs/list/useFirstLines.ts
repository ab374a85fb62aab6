/**
 * A long list is answered with the lines in sight, and the others follow a piece at a time, so that a
 * letter of a search among thousands of runs is answered as among ten.
 */
import { startTransition, useEffect, useMemo, useState } from 'react';
import type { ListGroup } from './listRows.ts';

/** More lines than any window shows. */
const firstPiece = 60;
/** Lines that a piece adds: what is drawn of it must not hold up the next key. */
const piece = 400;

/**
 * The groups, or as many of their lines as have come since the person last asked for others. Runs that
 * change meanwhile change in place.
 * @param asked another object each time that the person asks
 */
export function useFirstLines(groups: readonly ListGroup[], asked: object): readonly ListGroup[] {
  const [told, setTold] = useState({ asked, lines: firstPiece });
  const lines = told.asked === asked ? told.lines : firstPiece;
  const total = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  useEffect(() => {
    if (lines >= total) return;
    const next = { asked, lines: lines + piece };
    // After the frame that shows what has come.
    const frame = requestAnimationFrame(() => startTransition(() => setTold(next)));
    return () => cancelAnimationFrame(frame);
  }, [asked, lines, total]);
  return useMemo(() => firstLines(groups, lines), [groups, lines]);
}

/** The first lines of groups, as many as there are or as are wanted; groups that lose none stay the very same. */
export function firstLines(groups: readonly ListGroup[], count: number): readonly ListGroup[] {
  const first: ListGroup[] = [];
  let left = count;
  for (const group of groups) {
    if (left <= 0) break;
    const isWhole = group.rows.length <= left;
    first.push(isWhole ? group : { ...group, rows: group.rows.slice(0, left) });
    left -= group.rows.length;
  }
  return first;
}
