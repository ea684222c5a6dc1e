/** Which line of which file of which commit of which repository. */
export interface SourcePlace {
  readonly repository: string;
  readonly commit: string;
  readonly file: string;
  readonly line: number;
}

/** The address of a line of source as it was at the commit; undefined when the repository is not one on the web. */
export function sourceLink({ repository, commit, file, line }: SourcePlace): string | undefined {
  const base = webAddress(repository);
  if (base === undefined || commit === "" || file === "" || file.startsWith("/") || file.includes(".."))
    return undefined;
  const path = file.split(/[\\/]/).map(encodeURIComponent).join("/");
  const { host } = new URL(base);
  const anchor = line > 0 ? `#L${line}` : "";
  if (host.includes("bitbucket")) return `${base}/src/${commit}/${path}${line > 0 ? `#lines-${line}` : ""}`;
  return host.includes("gitlab")
    ? `${base}/-/blob/${commit}/${path}${anchor}`
    : `${base}/blob/${commit}/${path}${anchor}`;
}

/** `git@host:owner/name.git`, `ssh://git@host/owner/name` and `https://host/owner/name.git` are all one page. */
function webAddress(repository: string): string | undefined {
  const scp = /^[\w.-]+@(?<host>[\w.-]+):(?<path>(?!\/)[\w./~-]+)$/.exec(repository)?.groups;
  const text = scp === undefined ? repository : `https://${scp["host"]}/${scp["path"]}`;
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, port, pathname } = new URL(text);
  if (!["http:", "https:", "ssh:", "git:"].includes(protocol) || hostname === "") return undefined;
  const isWeb = protocol.startsWith("http");
  const place = isWeb && port !== "" ? `${hostname}:${port}` : hostname;
  const path = pathname.replace(/\/+$/, "").replace(/\.git$/, "");
  return path === "" ? undefined : `${protocol === "http:" ? "http" : "https"}://${place}${path}`;
}
