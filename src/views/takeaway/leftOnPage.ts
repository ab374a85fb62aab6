/** Marks what stands on the page for the hand, and says nothing on paper: how to press, what to show. */
export const leftOnPage = { 'data-left-on-page': true } as const;
