/** The mark of Backstory: a history whose last bar stands out. */
export function Brand() {
  return (
    <svg viewBox="0 0 16 16" width="18" height="18" aria-hidden="true">
      <rect width="16" height="16" rx="3.5" fill="currentColor" />
      <path
        d="M3.5 10.5v2M6.5 8.5v4M9.5 10.5v2M12.5 3.5v9"
        stroke="var(--surface)"
        strokeWidth="1.75"
        strokeLinecap="round"
      />
    </svg>
  );
}
