import type { FigurePlace } from '../../spec/papers/exhibit.ts';

/** What each place needs, and where a person finds it. */
export const figurePlaces: Readonly<
  Record<FigurePlace, { readonly needs: string; readonly where: string }>
> = {
  story: { needs: 'run', where: 'in the Story of the Train page' },
  mistakes: { needs: 'run', where: 'under Mistakes on the Train page' },
  members: { needs: 'jointly trained networks', where: 'in the Story of the Train page' },
  compare: { needs: 'runs', where: 'on the Compare page, where two or more of them are chosen' },
};
