import "./parts.css";

/** Grey rows that stand where rows will stand: as many, as high. */
export function SkeletonRows({ count, rowHeight }: { count: number; rowHeight: number }) {
  return (
    <div aria-busy="true">
      <span className="hidden">Loading</span>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike.
        <div key={index} style={{ height: rowHeight, paddingBlock: (rowHeight - 12) / 2 }}>
          <div className="skeleton" style={{ height: 12, width: `${55 + ((index * 37) % 40)}%` }} />
        </div>
      ))}
    </div>
  );
}
