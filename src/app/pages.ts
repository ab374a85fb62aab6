/** The pages, each read when it is first opened or, before that, when nothing else is to be done. */
import type { PageName } from '../store/pageSlice.ts';
import { type LaterPage, laterPage } from './later/laterPage.tsx';

/** Every page by its name; those more likely to be opened next come first. */
export const pages: Readonly<Record<PageName, LaterPage>> = {
  data: laterPage(() => import('./data/DataPage.tsx').then(({ DataPage }) => DataPage)),
  train: laterPage(() => import('./train/TrainPage.tsx').then(({ TrainPage }) => TrainPage)),
  runs: laterPage(() => import('./runs/RunsPage.tsx').then(({ RunsPage }) => RunsPage)),
  compare: laterPage(() =>
    import('./compare/ComparePage.tsx').then(({ ComparePage }) => ComparePage),
  ),
  try: laterPage(() => import('./try/TryPage.tsx').then(({ TryPage }) => TryPage)),
  papers: laterPage(() => import('./papers/PapersPage.tsx').then(({ PapersPage }) => PapersPage)),
  about: laterPage(() => import('./about/AboutPage.tsx').then(({ AboutPage }) => AboutPage)),
};
