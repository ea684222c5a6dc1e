import { createHash, randomBytes, randomUUID } from "node:crypto";
import { BackstoryError, type NewToken, type Token } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { where } from "../where.ts";
import { nameTarget } from "./targetNames.ts";

type TokenRow = Token & { secretSha256: string };

/** A new ingest token of a target. Its secret is told here and never again; only its SHA-256 is kept. */
export async function createToken(
  connection: Connection,
  { project, target, name }: Pick<Token, "project" | "target" | "name">,
): Promise<NewToken> {
  const standing = await listTokens(connection, { project, target });
  if (standing.some((token) => token.name === name && token.revokedAt === null)) {
    throw new BackstoryError("token-exists", `${project}/${target} has a token '${name}'`);
  }
  await nameTarget(connection, { project, target });
  const { secret, ...hashed } = newSecret();
  const token = { tokenId: randomUUID(), project, target, name, createdAt: new Date().toISOString(), revokedAt: null };
  await writeVersion(connection, { ...token, ...hashed });
  return { ...token, prefix: hashed.prefix, secret };
}

/** A new secret for a token; the old one stops working at once. Undefined when there is no such token. */
export async function regenerateToken(
  connection: Connection,
  { tokenId }: Pick<Token, "tokenId">,
): Promise<NewToken | undefined> {
  const [token] = await readTokens(connection, { tokenId });
  if (token === undefined) return undefined;
  const { secret, ...hashed } = newSecret();
  const { secretSha256, ...shown } = { ...token, ...hashed, revokedAt: null };
  await writeVersion(connection, { ...shown, secretSha256 });
  return { ...shown, secret };
}

/** Ends a token. Undefined when there is no such token; ending it again changes nothing. */
export async function revokeToken(
  connection: Connection,
  { tokenId }: Pick<Token, "tokenId">,
): Promise<Token | undefined> {
  const [token] = await readTokens(connection, { tokenId });
  if (token === undefined) return undefined;
  const revoked = { ...token, revokedAt: token.revokedAt ?? new Date().toISOString() };
  if (token.revokedAt === null) await writeVersion(connection, revoked);
  return shownToken(revoked);
}

/** Ends all tokens of a target. */
export async function revokeTokensOfTarget(
  connection: Connection,
  { project, target }: Pick<Token, "project" | "target">,
): Promise<void> {
  for (const token of await readTokens(connection, { project, target })) await revokeToken(connection, token);
}

/** Whether a secret was that of a token whose target was deleted. */
export async function isTokenOfDeletedTarget(
  connection: Connection,
  { secret }: { readonly secret: string },
): Promise<boolean> {
  const rows = await connection.query<{ target: string }>(
    `
    SELECT target
    FROM targetSettings
    WHERE deleted AND (project, target) IN (
      SELECT project, target FROM tokens WHERE secretSha256 = {secretSha256:String}
    )`,
    { secretSha256: sha256(secret) },
  );
  return rows.length > 0;
}

/** The tokens of a target, a project or all, by project, target and name; revoked ones too. */
export async function listTokens(
  connection: Connection,
  filters: { readonly project?: string | undefined; readonly target?: string | undefined },
): Promise<Token[]> {
  return (await readTokens(connection, filters)).map(shownToken);
}

/** The token with this secret, unless it was revoked. */
export async function findTokenBySecret(
  connection: Connection,
  { secret }: { readonly secret: string },
): Promise<Token | undefined> {
  const [token] = await readTokens(connection, { secretSha256: sha256(secret) });
  return token === undefined || token.revokedAt !== null ? undefined : shownToken(token);
}

function newSecret(): { secret: string; prefix: string; secretSha256: string } {
  const secret = `bst_${randomBytes(32).toString("base64url")}`;
  return { secret, prefix: secret.slice(0, 10), secretSha256: sha256(secret) };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function shownToken({ tokenId, project, target, name, prefix, createdAt, revokedAt }: TokenRow): Token {
  return { tokenId, project, target, name, prefix, createdAt, revokedAt };
}

type TokenFilters = { readonly [Key in "tokenId" | "project" | "target" | "secretSha256"]?: string | undefined };

function readTokens(connection: Connection, filters: TokenFilters): Promise<TokenRow[]> {
  const { clause, parameters } = where({
    "tokenId = {tokenId:String}": filters.tokenId,
    "project = {project:String}": filters.project,
    "target = {target:String}": filters.target,
    "secretSha256 = {secretSha256:String}": filters.secretSha256,
  });
  return connection.query<TokenRow>(
    `
    SELECT tokenId, project, target, name, prefix, secretSha256, createdAt, revokedAt
    FROM (SELECT * FROM tokens ORDER BY tokenId, version DESC LIMIT 1 BY tokenId)
    ${clause}
    ORDER BY project, target, name, createdAt`,
    parameters,
  );
}

async function writeVersion(connection: Connection, token: TokenRow): Promise<void> {
  await connection.command(
    `
    INSERT INTO tokens (tokenId, version, project, target, name, prefix, secretSha256, createdAt, revokedAt)
    SELECT
      {tokenId:String}, now64(6), {project:String}, {target:String}, {name:String}, {prefix:String},
      {secretSha256:String}, {createdAt:DateTime64(3)}, {revokedAt:Nullable(DateTime64(3))}`,
    token,
  );
}
