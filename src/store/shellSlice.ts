/** What belongs to the page as a whole: messages for the person. */
import type { SliceTools } from './sliceTools.ts';

/** A message that stays until it is dismissed or the reason is gone. */
export interface Notice {
  readonly id: number;
  /** `warning` is passing trouble, `error` what stopped. */
  readonly tone: 'error' | 'warning' | 'info';
  readonly title: string;
  readonly message: string;
  /** What can be done about it; the message goes once it is done. */
  readonly action?: { readonly label: string; readonly act: () => void };
}

export interface ShellSlice {
  readonly notices: readonly Notice[];
  readonly notify: (notice: Omit<Notice, 'id'>) => void;
  readonly dismissNotice: (id: number) => void;
}

/** More messages than these push out the oldest. */
const maxNotices = 3;

export function shellSlice({ get, set }: SliceTools<ShellSlice>): ShellSlice {
  let lastId = 0;
  return {
    notices: [],
    notify: (notice) => {
      const others = get().notices.filter(({ title }) => title !== notice.title);
      set({ notices: [...others, { ...notice, id: ++lastId }].slice(-maxNotices) });
    },
    dismissNotice: (id) => set({ notices: get().notices.filter((notice) => notice.id !== id) }),
  };
}
