import { createHash } from "node:crypto";
import { BackstoryError } from "@backstory/model";
import { findTokenBySecret, isTokenOfDeletedTarget } from "../store/facts/tokens.ts";
import type { Store } from "../store/store.ts";

/** Whose records a token lets in. */
export interface Scope {
  readonly project: string;
  readonly target: string;
}

/** Finds the scopes of ingest tokens. */
export interface IngestScopes {
  /** The scope of the token in an Authorization header; undefined without a header. */
  of(authorization: string | undefined): Promise<Scope | undefined>;
  /** Forgets what it knows: a token was changed. */
  forget(): void;
}

const rememberedMs = 5_000;
const maxRemembered = 1_000;

/** Scopes by the hash of the secret, remembered for 5 s, so that a burst of parts asks the engine once. */
export function ingestScopes({ connection }: Pick<Store, "connection">): IngestScopes {
  const remembered = new Map<string, { scope: Promise<Scope | undefined>; until: number }>();

  function find(secret: string): Promise<Scope | undefined> {
    const key = createHash("sha256").update(secret).digest("hex");
    const known = remembered.get(key);
    if (known !== undefined && known.until > Date.now()) return known.scope;
    if (remembered.size >= maxRemembered) remembered.clear();
    const scope = scopeOf(secret);
    remembered.set(key, { scope, until: Date.now() + rememberedMs });
    scope.catch(() => remembered.delete(key));
    return scope;
  }

  async function scopeOf(secret: string): Promise<Scope | undefined> {
    const token = await findTokenBySecret(connection, { secret });
    if (token === undefined && (await isTokenOfDeletedTarget(connection, { secret }))) {
      throw new BackstoryError("target-deleted", "The target of this token was deleted, and its tokens with it.");
    }
    return token;
  }

  return {
    async of(authorization) {
      if (authorization === undefined) return undefined;
      const secret = /^bearer +(\S{1,500})$/i.exec(authorization)?.[1];
      if (secret === undefined) throw unknown("The Authorization header holds no Bearer token.");
      const scope = await find(secret);
      if (scope === undefined) throw unknown("No ingest token in use has this secret.");
      return { project: scope.project, target: scope.target };
    },
    forget: () => remembered.clear(),
  };
}

function unknown(detail: string): BackstoryError {
  return new BackstoryError("token-unknown", detail);
}
