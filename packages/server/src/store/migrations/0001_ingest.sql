-- One row is one record of a submission, as it came. Nothing is kept here: every table below takes what it needs.
CREATE TABLE IF NOT EXISTS ingest (
  kind Enum8(
    'submission' = 1, 'result' = 2, 'event' = 3, 'attachment' = 4, 'error' = 5, 'end' = 6, 'part' = 7, 'refused' = 8
  ),
  project LowCardinality(String),
  target String,
  runner String,
  submissionId LowCardinality(FixedString(26)),
  recordIndex UInt32,
  receivedAt DateTime64(3, 'UTC'),
  testId UUID,
  familyId UUID,
  fingerprint UUID,
  extra String,

  destination String,
  recorder String,
  build String,
  shard String,
  startedAt DateTime64(3, 'UTC'),
  expectedTests Nullable(UInt32),
  ci String,
  git String,
  host String,
  variant String,
  labels LowCardinality(String),

  resultId String,
  suite String,
  name String,
  params String,
  displayName String,
  description String,
  attempt UInt8,
  status Enum8('passed' = 1, 'failed' = 2, 'broken' = 3, 'skipped' = 4),
  rawStatus LowCardinality(String),
  durationMs Float64,
  phases String,
  failure String,
  file String,
  line UInt32,
  worker String,
  stdout String,
  stderr String,
  log String,
  links String,
  properties String,
  metrics String,
  steps String,
  subtests String,
  declaredId String,
  renamedFrom String,

  seq UInt32,
  payload String,
  at DateTime64(3, 'UTC'),

  mediaType String,
  sizeBytes UInt64,
  sha256 String,

  `where` String,
  message String,
  trace String,

  finishedAt DateTime64(3, 'UTC'),
  exitStatus Nullable(Int32),
  counts String,

  offset UInt32,
  lines UInt32,
  ended Bool,

  reason String,
  text String,

  -- The time in the first ten characters of the submission's id (a ULID), so that a part that is sent again, however
  -- late, comes to the partition of the first. ULIDStringToDateTime would say it shorter, but not every build has it.
  submittedAt DateTime64(3, 'UTC') MATERIALIZED fromUnixTimestamp64Milli(
    toInt64(position('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substring(submissionId, 1, 1)) - 1) * 35184372088832
      + (position('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substring(submissionId, 2, 1)) - 1) * 1099511627776
      + (position('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substring(submissionId, 3, 1)) - 1) * 34359738368
      + (position('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substring(submissionId, 4, 1)) - 1) * 1073741824
      + (position('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substring(submissionId, 5, 1)) - 1) * 33554432
      + (position('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substring(submissionId, 6, 1)) - 1) * 1048576
      + (position('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substring(submissionId, 7, 1)) - 1) * 32768
      + (position('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substring(submissionId, 8, 1)) - 1) * 1024
      + (position('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substring(submissionId, 9, 1)) - 1) * 32
      + (position('0123456789ABCDEFGHJKMNPQRSTVWXYZ', substring(submissionId, 10, 1)) - 1),
    'UTC')
) ENGINE = Null;
