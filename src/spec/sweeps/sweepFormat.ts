/** How a file says that it is a comparison; a file of its own, as the page's first load asks for it. */
export const sweepFormat = 'espalier-sweep';
