export {
  type LiveEvent,
  liveEventSchema,
  type NewToken,
  newTokenSchema,
  type Page,
  type PartAnswer,
  type Project,
  pageOf,
  partAnswerSchema,
  projectSchema,
  type ResultSort,
  resultSortSchema,
  type Target,
  type Token,
  targetSchema,
  tokenSchema,
} from "./api.ts";
export { type AssembledSubmission, assemble, type SubmissionToAssemble } from "./assemble.ts";
export { bounds } from "./bounds.ts";
export { type BugLink, bugLink } from "./bugLink.ts";
export { canonicalJson, type Json } from "./canonicalJson.ts";
export {
  type AbsenceReason,
  type BaseChoice,
  type Change,
  type ChangeClass,
  type ChangeList,
  type Changes,
  type ComparedSide,
  changeClasses,
  changeClassSchema,
  changesSchema,
  type SideResult,
  type Slowness,
} from "./compare/changes.ts";
export { absenceReason, classify, type Selection, type SideCounts } from "./compare/classify.ts";
export { falseDiscoveryRate, falseDiscoveryValues } from "./compare/falseDiscovery.ts";
export { fisherExact } from "./compare/fisherExact.ts";
export { mostSelectedRuns, parseSelector, type Selector, selectorForms } from "./compare/selector.ts";
export { medianOf, slower, slowerRule } from "./compare/slower.ts";
export { digest } from "./digest.ts";
export { type ErrorCode, errors } from "./errors.ts";
export { type FailingTest, failingTestSchema } from "./failingTest.ts";
export { type Family, familySchema } from "./family.ts";
export { slug } from "./fields.ts";
export {
  type BranchFigures,
  branchFiguresSchema,
  type CrossRunFlakyFigures,
  crossRunFlakyFiguresSchema,
  type FlakyFigures,
  flakyFiguresSchema,
  type LabelFigures,
  labelFiguresSchema,
  type OverviewFigures,
  overviewFiguresSchema,
  type PipelineFigures,
  pipelineFiguresSchema,
  type RunFigures,
  runFiguresSchema,
  type SlowestFigures,
  type Summary,
  slowestFiguresSchema,
  summarySchema,
  type TestFigures,
  type TrendFigures,
  testFiguresSchema,
  trendFiguresSchema,
} from "./figures.ts";
export { fingerprint, maskedFirstLine } from "./fingerprint.ts";
export {
  type Harvest,
  type Harvested,
  harvestSchema,
  type MetricPoint,
  metricPointSchema,
  type SynthesisRow,
  synthesisRowSchema,
  type TestMetric,
  testMetricSchema,
} from "./harvest.ts";
export { type BisectQuestion, bisectLine, singleTestCommand, type TestToRun } from "./identity/bisect.ts";
export { type Churn, churnSchema } from "./identity/churn.ts";
export { findChurn, type SeenTest } from "./identity/findChurn.ts";
export { matchRenames, type RenameMatch } from "./identity/matchRenames.ts";
export {
  newRenameSchema,
  type Rename,
  type RenameChange,
  type RenameDetail,
  type RenameEvidence,
  type RenameState,
  renameDecisionSchema,
  renameDetailSchema,
  renameEvidenceSchema,
  renameSchema,
  renameStateSchema,
} from "./identity/rename.ts";
export { type RenameIndex, type RenameLink, renameIndex } from "./identity/renameIndex.ts";
export type { ComparableTest } from "./identity/scoreRename.ts";
export {
  type ListedFamily,
  type ListedTest,
  type ListedTests,
  listedFamilySchema,
  listedTestSchema,
  listedTestsSchema,
  type SearchValues,
  searchValuesSchema,
  type TestGrid,
  type TestSort,
  testGridSchema,
  testSortSchema,
} from "./listedTest.ts";
export { maskVolatile } from "./maskVolatile.ts";
export { isFailing, type Outcome, outcomeOf, outcomes, type Status, statuses } from "./outcome.ts";
export {
  type FailingTogether,
  type NeedyTest,
  newlyFailingMs,
  type Overview,
  overviewSchema,
  type RefusedRun,
  type TargetOverview,
} from "./overview.ts";
export { BackstoryError } from "./problem.ts";
export { type Problem, problemSchema } from "./problemDocument.ts";
export {
  attachmentRecord,
  type BackstoryRecord,
  endRecord,
  errorRecord,
  eventRecord,
  type RecordKind,
  type RecordToWrite,
  type ResultRecord,
  type ResultToWrite,
  recordSchema,
  type SubmissionRecord,
  type SubmissionToWrite,
} from "./record.ts";
export { type Failure, failureSchema, linkSchema, phaseSchema, resultRecord } from "./resultRecord.ts";
export {
  type Counts,
  countsSchema,
  type IncompleteReason,
  incompleteReasonSchema,
  type Override,
  overrideSchema,
  type Run,
  type RunDetail,
  type RunReference,
  type RunResult,
  type RunState,
  type RunStatus,
  type RunSubmission,
  type RunView,
  refusedLineSchema,
  runDetailSchema,
  runErrorSchema,
  runReferenceSchema,
  runResultSchema,
  runSchema,
  runStateSchema,
  runStatusSchema,
  runSubmissionSchema,
  runViewSchema,
  staleAfterMs,
  testNameSchema,
} from "./run.ts";
export {
  type GroupKind,
  groupKindSchema,
  type ResultGroup,
  type ResultGroups,
  type RunAttachment,
  type RunAttachments,
  type RunTimeline,
  resultGroupsSchema,
  runAttachmentsSchema,
  runTimelineSchema,
} from "./runParts.ts";
export {
  type NewSavedView,
  newSavedViewSchema,
  type SavedView,
  savedViewSchema,
  type ViewPage,
  viewPageSchema,
} from "./savedView.ts";
export {
  completeSearch,
  type RecordedField,
  recordedFields,
  type SearchCompletion,
  type SearchOption,
} from "./search/completeSearch.ts";
export { parseSearch } from "./search/parseSearch.ts";
export { printSearch, quoteForSearch } from "./search/printSearch.ts";
export {
  outcomeLetters,
  type SearchCondition,
  type SearchQuery,
  type SearchScope,
  type SearchTerm,
  searchFields,
} from "./search/searchQuery.ts";
export { type Rhythm, type Silence, silenceOf, silenceRule } from "./silence.ts";
export {
  type SqlAnswer,
  type SqlQuery,
  type SqlSchema,
  sqlAnswerSchema,
  sqlQueryId,
  sqlQuerySchema,
  sqlQuestionSchema,
  sqlSchemaSchema,
} from "./sql.ts";
export { outcomeSchema, statusSchema } from "./status.ts";
export { type Storage, storageSchema } from "./storage.ts";
export { newSubmissionId, submissionIdPattern, submissionTime } from "./submissionId.ts";
export {
  buildSchema,
  ciSchema,
  fileRenameSchema,
  gitSchema,
  hostSchema,
  rerunSchema,
  selectionSchema,
  shardSchema,
  submissionRecord,
} from "./submissionRecord.ts";
export {
  type AuditEntry,
  auditEntrySchema,
  type ChangeNote,
  changeNoteSchema,
  defaultTargetSettings,
  type TargetDetail,
  type TargetSettings,
  type TargetSettingsChange,
  targetDetailSchema,
  targetSettingsChangeSchema,
  targetSettingsSchema,
} from "./targetSettings.ts";
export {
  type Attempt,
  attemptSchema,
  type FailingSince,
  failingSinceSchema,
  type HistoryCell,
  type HistoryEntry,
  historyCellSchema,
  historyEntrySchema,
  type ResultDetail,
  resultDetailSchema,
  type Test,
  type TestDetail,
  testDetailSchema,
  testSchema,
} from "./test.ts";
export {
  type Assignment,
  type AssignmentState,
  assignmentSchema,
  assignmentStateSchema,
  type Bug,
  bugSchema,
  type Comment,
  commentSchema,
  type ListedAssignment,
  listedAssignmentSchema,
  newAssignmentSchema,
  newBugSchema,
  newCommentSchema,
  type TestAuditEntry,
  type Tracker,
  testAuditEntrySchema,
  trackerSchema,
  type Withdrawal,
  withdrawalSchema,
} from "./testFacts.ts";
export { familyId, type IdentityField, identityRecipes, type TestIdentity, testId } from "./testId.ts";
export {
  type ClockSkew,
  clockRule,
  type RefusedUpload,
  type TargetUploads,
  type UploadHealth,
  uploadHealthSchema,
} from "./uploadHealth.ts";
