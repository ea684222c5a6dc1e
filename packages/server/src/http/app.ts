import { OpenAPIHono } from "@hono/zod-openapi";
import type { Api, AppEnvironment, Services } from "./environment.ts";
import { gzipJson } from "./gzipJson.ts";
import { refuseInvalid } from "./invalidRequest.ts";
import { jsonLimit } from "./jsonLimit.ts";
import { localGuard } from "./localGuard.ts";
import { addOpenApi } from "./openApi.ts";
import { answerProblem, noSuchAddress } from "./problem.ts";
import { requests } from "./requests.ts";
import { addAssignmentRoutes } from "./routes/assignments.ts";
import { addAttachmentRoutes } from "./routes/attachments.ts";
import { addComparisonRoutes } from "./routes/comparisons.ts";
import { addFigureRoutes } from "./routes/figures.ts";
import { addHarvestRoutes } from "./routes/harvest.ts";
import { addHealthRoutes } from "./routes/health.ts";
import { addLiveRoute } from "./routes/live.ts";
import { addOverviewRoute } from "./routes/overview.ts";
import { addProjectRoutes } from "./routes/projects.ts";
import { addRenameRoutes } from "./routes/renames.ts";
import { addRunChangeRoutes } from "./routes/runChanges.ts";
import { addRunPartRoutes } from "./routes/runParts.ts";
import { addRunRoutes } from "./routes/runs.ts";
import { addSavedViewRoutes } from "./routes/savedViews.ts";
import { addSearchRoutes } from "./routes/search.ts";
import { addSqlRoutes } from "./routes/sql.ts";
import { addStorageRoute } from "./routes/storage.ts";
import { addStoryRoutes } from "./routes/story.ts";
import { addSubmissionRoutes } from "./routes/submissions.ts";
import { addTargetRoutes } from "./routes/targets.ts";
import { addTestFactRoutes } from "./routes/testFacts.ts";
import { addTestRoutes } from "./routes/tests.ts";
import { addTesultsRoutes } from "./routes/tesults.ts";
import { addTokenRoutes } from "./routes/tokens.ts";
import { addUploadHealthRoute } from "./routes/uploadHealth.ts";
import { addWebRoutes } from "./routes/web.ts";
import { securityHeaders } from "./securityHeaders.ts";
import type { WebFiles } from "./webFiles.ts";

/** What the application is made of besides its services: the pages, and the port that Host headers must name. */
export interface AppSurroundings {
  readonly webFiles: WebFiles;
  readonly port: () => number;
}

/** The whole HTTP application: guards, API, health and pages. */
export function createApp(services: Services, { webFiles, port }: AppSurroundings): Api {
  const app: Api = new OpenAPIHono<AppEnvironment>({ defaultHook: refuseInvalid });
  app.onError((error, context) => answerProblem(error, context, services.logger));
  app.notFound((context) => answerProblem(noSuchAddress(context), context, services.logger));
  app.use(requests(services.logger), securityHeaders, localGuard(port), jsonLimit, gzipJson);
  addHealthRoutes(app, services);
  addSubmissionRoutes(app, services);
  addProjectRoutes(app, services);
  addTargetRoutes(app, services);
  addOverviewRoute(app, services);
  addUploadHealthRoute(app, services);
  addRunRoutes(app, services);
  addRunPartRoutes(app, services);
  addRunChangeRoutes(app, services);
  addTestRoutes(app, services);
  addSearchRoutes(app, services);
  addRenameRoutes(app, services);
  addStoryRoutes(app, services);
  addHarvestRoutes(app, services);
  addTestFactRoutes(app, services);
  addAssignmentRoutes(app, services);
  addComparisonRoutes(app, services);
  addFigureRoutes(app, services);
  addAttachmentRoutes(app, services);
  addTokenRoutes(app, services);
  addLiveRoute(app, services);
  addStorageRoute(app, services);
  addSavedViewRoutes(app, services);
  addSqlRoutes(app, services);
  addTesultsRoutes(app, services);
  addOpenApi(app);
  addWebRoutes(app, webFiles);
  return app;
}
