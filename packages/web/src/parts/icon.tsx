const paths = {
  passed: "M3.5 8.5l3 3 6-7",
  failed: "M4 4l8 8M12 4l-8 8",
  broken: "M8.8 2L4 9h3.6L7 14l5-7H8.4z",
  skipped: "M4 4.5v7l4.5-3.5zM11.5 4.5v7",
  flaky: "M2.5 9.5c1.6-4 3.4-4 5.5-1.5s3.9 2.5 5.5-1.5",
  empty: "M4.5 8h7",
  running: "M8 2.8a5.2 5.2 0 105.2 5.2",
  incomplete: "M8 4v5M8 11.7v.1",
  branch: "M5 3.5v9M5 8.5c0-2 6-1 6-4M11 3.5v1",
  light:
    "M8 5.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5zM8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.5 3.5l1 1M11.5 11.5l1 1M12.5 3.5l-1 1M4.5 11.5l-1 1",
  dark: "M13 9.5A5.5 5.5 0 016.5 3a5.5 5.5 0 106.5 6.5z",
  auto: "M8 2.5a5.5 5.5 0 100 11 5.5 5.5 0 000-11zM8 2.5v11M8.5 4h1.5M8.5 6.5h4M8.5 9h4.5M8.5 11.5h2.5",
  close: "M4 4l8 8M12 4l-8 8",
  search: "M7 2.5a4.5 4.5 0 100 9 4.5 4.5 0 000-9zM10.5 10.5l3 3",
  external: "M6.5 3.5h-3v9h9v-3M9 3h4v4M13 3L7.5 8.5",
  copy: "M6 5.5h6.5v7.5H6zM3.5 10V3h6",
  up: "M8 12.5v-9M4 7.5l4-4 4 4",
  down: "M8 3.5v9M4 8.5l4 4 4-4",
  view: "M3 4h10M5 8h6M7 12h2",
  menu: "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
  clock: "M8 2.5a5.5 5.5 0 100 11 5.5 5.5 0 000-11zM8 5v3.2l2.2 1.3",
  back: "M9.5 3.5L5 8l4.5 4.5",
  person: "M8 2.5a2.75 2.75 0 100 5.5 2.75 2.75 0 000-5.5zM2.8 14c.5-3 2.6-4.2 5.2-4.2s4.7 1.2 5.2 4.2",
  opened: "M3.5 6.5L8 11l4.5-4.5",
  forward: "M6.5 3.5L11 8l-4.5 4.5",
} as const;

/** The name of a drawing. */
export type IconName = keyof typeof paths;

/** A 16-px drawing in the colour of the text beside it. It says nothing to screen readers: a word has to stand by it. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" width={size} height={size} aria-hidden="true" focusable="false">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
