/** A slug that comes as near to a text as slugs can: `Node.js test` → `node.js-test`. Nothing usable is `default`. */
export function slugOf(text: string): string {
  const slug = text
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[^a-z0-9]+/, "")
    .slice(0, 100)
    .replace(/-+$/, "");
  return slug === "" ? "default" : slug;
}
