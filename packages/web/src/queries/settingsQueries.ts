import type { AuditEntry, Page, Storage, TargetDetail, Token, UploadHealth } from "@backstory/model";
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "../api.ts";
import type { ScopeSearch } from "../search/scopeSearch.ts";

/** Which target. */
export interface TargetKey {
  readonly project: string;
  readonly target: string;
}

/** The path of a target in the API. */
export function targetPath({ project, target }: TargetKey): string {
  return `/targets/${encodeURIComponent(project)}/${encodeURIComponent(target)}`;
}

/** The settings of a target. */
export function targetSettingsQuery(key: TargetKey) {
  return queryOptions({
    queryKey: ["targetSettings", key.project, key.target],
    queryFn: ({ signal }) => getJson<TargetDetail>(targetPath(key), {}, signal),
  });
}

/** The ingest tokens of a target, revoked ones too. */
export function tokensQuery({ project, target }: TargetKey) {
  return queryOptions({
    queryKey: ["tokens", project, target],
    queryFn: ({ signal }) => getJson<Page<Token>>("/tokens", { project, target }, signal),
    select: (page) => page.items,
  });
}

/** Who changed what about a target. */
export function auditQuery(key: TargetKey) {
  return queryOptions({
    queryKey: ["audit", key.project, key.target],
    queryFn: ({ signal }) => getJson<Page<AuditEntry>>(`${targetPath(key)}/audit`, {}, signal),
    select: (page) => page.items,
  });
}

/** Whether what recorders sent in so many days arrived whole and in time. */
export function uploadHealthQuery({ days, project, target }: ScopeSearch & { days: number }) {
  return queryOptions({
    queryKey: ["uploadHealth", days, project, target],
    queryFn: ({ signal }) => getJson<UploadHealth>("/upload-health", { project, target, days }, signal),
  });
}

/** What takes how much room. */
export function storageQuery() {
  return queryOptions({
    queryKey: ["storage"],
    queryFn: ({ signal }) => getJson<Storage>("/storage", {}, signal),
  });
}
