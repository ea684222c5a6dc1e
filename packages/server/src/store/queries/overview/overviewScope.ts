/** What an overview is about: everything, a project, or one of its targets; as it was at a time. */
export interface OverviewScope {
  readonly project?: string | undefined;
  readonly target?: string | undefined;
  readonly asof?: string | undefined;
}

/** The name of a target in maps. */
export function targetKey({ project, target }: { readonly project: string; readonly target: string }): string {
  return `${project} ${target}`;
}
