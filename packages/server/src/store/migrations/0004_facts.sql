-- Facts that people state and change: the newest version of a row holds, the older ones are the audit trail.
CREATE TABLE IF NOT EXISTS projects (
  project String,
  createdAt DateTime64(3, 'UTC'),
  version DateTime64(6, 'UTC')
) ENGINE = MergeTree
ORDER BY (project, version)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS targets (
  project String,
  target String,
  createdAt DateTime64(3, 'UTC'),
  version DateTime64(6, 'UTC')
) ENGINE = MergeTree
ORDER BY (project, target, version)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Ingest tokens; of the secret only its SHA-256.
CREATE TABLE IF NOT EXISTS tokens (
  tokenId String,
  version DateTime64(6, 'UTC'),
  project String,
  target String,
  name String,
  prefix String,
  secretSha256 FixedString(64),
  createdAt DateTime64(3, 'UTC'),
  revokedAt Nullable(DateTime64(3, 'UTC'))
) ENGINE = MergeTree
ORDER BY (tokenId, version)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
