/** Names for files that LaTeX and command lines take as they are. */

const spelt: Readonly<Record<string, string>> = {
  ψ: 'psi',
  ω: 'omega',
  μ: 'mu',
  θ: 'theta',
  γ: 'gamma',
  ρ: 'rho',
};

/** A title in small Latin letters, figures and hyphens: `Ψ: each claim` → `psi-each-claim`. */
export function fileName(title: string): string {
  const letters = title
    .toLowerCase()
    .replaceAll(/[α-ω]/g, (letter) => `${spelt[letter] ?? ''} `)
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036F’']/g, '');
  const name = letters
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, '');
  return name === '' ? 'figure' : name;
}
