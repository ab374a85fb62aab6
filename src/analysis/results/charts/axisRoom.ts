/** Left of a plot, in pixels: as much as `−31.9%` takes, which would be read as 1.9% where it is cut. */
export const axisRoom = 46;
