import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useAsof } from "../asof/useAsof.ts";
import { Breadcrumbs } from "../parts/breadcrumbs.tsx";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeletonRows.tsx";
import { targetSettingsQuery } from "../queries/settingsQueries.ts";
import { AuditList } from "../settings/auditList.tsx";
import { DeleteTarget } from "../settings/deleteTarget.tsx";
import { TargetForm } from "../settings/targetForm.tsx";
import { TokenList } from "../settings/tokenList.tsx";
import { usePage } from "../shell/usePage.ts";
import "../settings/settings.css";

/**
 * How the results of one target are read and kept, and who may send some. At first glance one sees whether its builds are
 * put together and for how long runs stay. From here one changes a setting, makes a token, and sees who changed what.
 */
export function TargetSettingsPage() {
  const key = useParams({ from: "/settings/targets/$project/$target" });
  const { project, target } = key;
  const isPast = useAsof() !== undefined;
  const { data, error, refetch } = useQuery(targetSettingsQuery(key));
  usePage(`Settings of ${project} / ${target}`);
  return (
    <>
      <header className="pageHead targetSettingsHead">
        <Breadcrumbs
          steps={[
            { key: "settings", step: <Link to="/settings">Settings</Link> },
            { key: "project", step: project },
            { key: "target", step: target },
          ]}
        />
        <h1>
          <span className="muted">{project} / </span>
          {target}
        </h1>
        <Link to="/runs" search={{ project, target }}>
          Its runs
        </Link>
      </header>
      {body()}
    </>
  );

  function body() {
    if (error && !data) return <Problem error={error} retry={() => void refetch()} />;
    if (!data) return <SkeletonRows count={14} rowHeight={40} />;
    return (
      <>
        {data.deleted && (
          <p className="note">This target was deleted: nothing shows its runs. Saving its settings brings it back.</p>
        )}
        <TargetForm key={JSON.stringify(data)} detail={data} isPast={isPast} />
        <TokenList target={key} isPast={isPast} />
        <AuditList target={key} />
        {!isPast && !data.deleted && <DeleteTarget target={key} />}
      </>
    );
  }
}
