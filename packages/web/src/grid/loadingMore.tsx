/** What stands under a list whose next page is on its way. */
export function LoadingMore() {
  return (
    <p className="grid-more" role="status">
      Loading more…
    </p>
  );
}
