/** The sheet of a narrow page's bar: pages, menus and form. */
import { laterCode } from './laterCode.ts';

export const laterSheet = laterCode(() => import('../shell/NarrowSheet.tsx'));
