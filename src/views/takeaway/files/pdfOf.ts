import { jsPDF } from 'jspdf';
import { svg2pdf } from 'svg2pdf.js';
import type { Drawing } from '../drawing/svgNode.ts';
import { svgElementOf } from './svgElementOf.ts';

/** Points to a CSS pixel. */
const points = 72 / 96;

/** A drawing without text as a PDF of one page, as large as the drawing. */
export async function pdfOf(drawing: Drawing, ground: string | null): Promise<Blob> {
  const { width, height, title } = drawing;
  const page = { width: width * points, height: height * points };
  const document = new jsPDF({
    unit: 'pt',
    format: [page.width, page.height],
    orientation: page.width > page.height ? 'landscape' : 'portrait',
    compress: true,
  });
  document.setDocumentProperties({ title, creator: 'Espalier' });
  await svg2pdf(svgElementOf(drawing, ground), document, { x: 0, y: 0, ...page });
  return document.output('blob');
}
