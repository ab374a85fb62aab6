/** The charts of a part of the page, as a report takes them. */
import type { ReportChart } from '../../../analysis/report/report.ts';
import { writeSvg } from '../drawing/writeSvg.ts';
import { outlineTexts } from '../outlines/outlineTexts.ts';
import { drawFigure } from '../page/drawFigure.ts';

/** Every figure in it that is shown as a chart, in the order in which they are read. */
export async function reportCharts(part: ParentNode): Promise<ReportChart[]> {
  const figures = [...part.querySelectorAll<HTMLElement>('figure[data-shown="chart"]')];
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
