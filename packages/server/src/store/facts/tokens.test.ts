import { newTokenSchema, tokenSchema } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listProjects } from "../queries/listProjects.ts";
import { listTargets } from "../queries/listTargets.ts";
import { connections } from "../testing/connections.ts";
import type { TestStore } from "../testing/openTestStore.ts";
import { createToken, findTokenBySecret, listTokens, regenerateToken, revokeToken } from "./tokens.ts";

const ci = { project: "shop", target: "unit", name: "it's \\ ours" };

describe.each(connections)("tokens over %s", (_, open) => {
  let test: TestStore;
  beforeAll(async () => {
    test = await open();
  });
  afterAll(() => test.dispose());

  it("are found by their secret, which is kept nowhere", async () => {
    const { connection } = test.store;
    const token = await createToken(connection, ci);
    expect(newTokenSchema.parse(token)).toEqual(token);
    expect(token.secret).toMatch(/^bst_[\w-]{43}$/);
    expect(token).toMatchObject({ ...ci, prefix: token.secret.slice(0, 10), revokedAt: null });
    const { secret, ...shown } = token;
    expect(await findTokenBySecret(connection, { secret })).toEqual(shown);
    expect(await findTokenBySecret(connection, { secret: `${secret}x` })).toBeUndefined();
    const rows = await connection.query("SELECT * FROM tokens");
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it("are listed, by project and target", async () => {
    const { connection } = test.store;
    await createToken(connection, { project: "shop", target: "browser", name: "a" });
    await createToken(connection, { project: "blog", target: "unit", name: "b" });
    const targets = async (filters: Parameters<typeof listTokens>[1]): Promise<string[]> =>
      (await listTokens(connection, filters)).map((token) => `${tokenSchema.parse(token).project}/${token.target}`);
    expect(await targets({})).toEqual(["blog/unit", "shop/browser", "shop/unit"]);
    expect(await targets({ project: "shop" })).toEqual(["shop/browser", "shop/unit"]);
    expect(await targets({ project: "shop", target: "unit" })).toEqual(["shop/unit"]);
  });

  it("make their project and target known before the first run", async () => {
    const projects = await listProjects(test.store.connection);
    expect(projects).toContainEqual({ project: "blog", targets: 1, tests: 0, lastRunAt: null });
    expect(await listTargets(test.store.connection, { project: "blog" })).toEqual([
      { project: "blog", target: "unit", recentRuns: [] },
    ]);
  });

  it("stand under one name at a time", async () => {
    const { connection } = test.store;
    await expect(createToken(connection, ci)).rejects.toMatchObject({ code: "token-exists" });
    const [token] = await listTokens(connection, { project: "shop", target: "unit" });
    await revokeToken(connection, { tokenId: token?.tokenId ?? "" });
    await createToken(connection, ci);
  });

  it("stop working when they are regenerated or revoked", async () => {
    const { connection } = test.store;
    const first = await createToken(connection, { ...ci, name: "again" });
    const second = await regenerateToken(connection, first);
    expect(second).toMatchObject({ tokenId: first.tokenId, createdAt: first.createdAt, name: "again" });
    expect(await findTokenBySecret(connection, first)).toBeUndefined();
    expect(await findTokenBySecret(connection, { secret: second?.secret ?? "" })).toMatchObject({
      tokenId: first.tokenId,
    });
    const revoked = await revokeToken(connection, first);
    expect(revoked?.revokedAt).toMatch(/Z$/);
    expect(await revokeToken(connection, first)).toEqual(revoked);
    expect(await findTokenBySecret(connection, { secret: second?.secret ?? "" })).toBeUndefined();
    expect(await revokeToken(connection, { tokenId: "nobody" })).toBeUndefined();
    expect(await regenerateToken(connection, { tokenId: "nobody" })).toBeUndefined();
  });
});
