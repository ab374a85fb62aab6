/** The charts that the page shows, as a report takes them. */
import type { ReportChart } from '../../../analysis/report/report.ts';
import { writeSvg } from '../drawing/writeSvg.ts';
import { outlineTexts } from '../outlines/outlineTexts.ts';
import { drawFigure } from '../page/drawFigure.ts';

/** Every figure of the page's main part that is seen as a chart, in the order in which they are read. */
export async function reportCharts(): Promise<ReportChart[]> {
  // Pages that were open before stay, unseen.
  const figures = [
    ...document.querySelectorAll<HTMLElement>('main figure[data-shown="chart"]'),
  ].filter((figure) => figure.checkVisibility());
  const charts: ReportChart[] = [];
  for (const figure of figures) {
    const drawing = drawFigure(figure, { theme: 'light', hasTitle: false });
    const title = figure.querySelector('figcaption h3')?.textContent ?? '';
    const nodes = await outlineTexts(drawing.nodes);
    const svg = writeSvg({ ...drawing, title, nodes }, null);
    charts.push({ title, description: drawing.description, svg });
  }
  return charts;
}
