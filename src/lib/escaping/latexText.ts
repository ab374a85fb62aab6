/**
 * Foreign text in LaTeX: it stays text, whatever it holds, and compiles with pdflatex as far as its
 * letters are Latin. Other scripts are kept as they are, for LuaLaTeX and XeLaTeX.
 */

/** Text for a cell or a sentence; control and format characters become blanks or nothing. */
export function latexText(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/[\p{Cf}\p{Cs}]/gu, '')
    .replaceAll(/-(?=-)|[^\p{L}\p{N}\p{M}\s-]|[α-ωϕΨΩ]/gu, (sign) => written[sign] ?? sign);
}

const written: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  _: '\\_',
  '%': '\\%',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '`': '\\textasciigrave{}',
  // After the end of a row these would be its options.
  '[': '{[}',
  ']': '{]}',
  '*': '{*}',
  // Two of them would run together to another sign.
  '-': '-{}',
  '→': '$\\to$',
  '−': '$-$',
  '–': '--',
  '—': '---',
  '…': '\\ldots{}',
  '’': "'",
  '‘': '`',
  '“': '``',
  '”': "''",
  '×': '$\\times$',
  '·': '$\\cdot$',
  '±': '$\\pm$',
  '≤': '$\\le$',
  '≥': '$\\ge$',
  '≈': '$\\approx$',
  '°': '$^\\circ$',
  α: '$\\alpha$',
  β: '$\\beta$',
  γ: '$\\gamma$',
  δ: '$\\delta$',
  ε: '$\\varepsilon$',
  η: '$\\eta$',
  θ: '$\\theta$',
  λ: '$\\lambda$',
  μ: '$\\mu$',
  ρ: '$\\rho$',
  σ: '$\\sigma$',
  τ: '$\\tau$',
  ϕ: '$\\phi$',
  Ψ: '$\\Psi$',
  Ω: '$\\Omega$',
};
