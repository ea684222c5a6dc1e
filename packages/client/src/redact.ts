/** An address without user, password and the parts of a query that look like secrets. What is no URL stays as it is. */
export function redactUrl(address: string): string {
  if (!URL.canParse(address)) return address.replace(/^([^@/\s:]+):([^@/\s]+)@/, "");
  const url = new URL(address);
  if (url.host === "") return address;
  url.username = "";
  url.password = "";
  for (const name of [...url.searchParams.keys()]) {
    if (/token|secret|passw|key|sig|auth/i.test(name)) url.searchParams.set(name, "redacted");
  }
  return url.href;
}
