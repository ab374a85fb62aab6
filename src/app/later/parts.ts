/**
 * What stands around the first page: read as soon as that page is there, in one piece. Whatever is
 * not needed before the first press belongs here, or behind a page of its own (laterPage.tsx).
 */
import '../../lib/readWithoutEval.ts';

export { Ways } from '../first/Ways.tsx';
export { FetchDialog } from '../shelf/FetchDialog.tsx';
export { Attendants } from '../shell/Attendants.tsx';
export { NarrowTitles } from '../shell/NarrowTitles.tsx';
export { ExperimentName, RunTools } from '../shell/RunTools.tsx';
