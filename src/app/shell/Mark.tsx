/** The mark: a tree of six leaves and a tip, trained against a wall. */
export function Mark({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" fill="none">
      <g stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" strokeLinejoin="round">
        <path d="M12 3v19" />
        <path d="M6 4v1.4A1.9 1.9 0 0 0 7.900 7.300h8.200A1.900 1.900 0 0 0 18 5.400V4" />
        <path d="M4.200 8.600v2.300a1.900 1.900 0 0 0 1.900 1.900h11.800a1.900 1.900 0 0 0 1.900-1.900V8.600" />
        <path d="M3.400 13.800v2.300a2.200 2.200 0 0 0 2.200 2.200h12.800a2.200 2.200 0 0 0 2.200-2.200v-2.300" />
      </g>
      <g fill="currentColor">
        <circle cx="12" cy="2.600" r="1.500" />
        <circle cx="6" cy="3.900" r="1.500" />
        <circle cx="18" cy="3.900" r="1.500" />
        <circle cx="4.200" cy="8.400" r="1.500" />
        <circle cx="19.800" cy="8.400" r="1.500" />
        <circle cx="3.400" cy="13.600" r="1.600" />
        <circle cx="20.600" cy="13.600" r="1.600" />
      </g>
    </svg>
  );
}
