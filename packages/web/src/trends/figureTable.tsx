import type { ReactNode } from "react";
import type { CopyColumn } from "../format/markdownTable.ts";
import { CopyAs } from "../parts/copyAs.tsx";

/** A column of a small table: what it shows, and what is copied. */
export interface FigureColumn<Row> extends CopyColumn<Row> {
  readonly show: (row: Row) => ReactNode;
  readonly isNumber?: boolean;
  /** Whether it is left away where the page is narrow. */
  readonly isExtra?: boolean;
}

interface FigureTableProps<Row> {
  id: string;
  title: string;
  /** What the figures mean, in a sentence. */
  means: string;
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  columns: readonly FigureColumn<Row>[];
  /** What stands there without rows. */
  empty: string;
  cli: string;
  sql: string;
  /** What else is chosen beside the title. */
  children?: ReactNode;
}

/** A titled table of a few figures, which can be copied. */
export function FigureTable<Row>(props: FigureTableProps<Row>) {
  const { id, title, means, rows, rowKey, columns, empty, cli, sql, children } = props;
  return (
    <section className="figureTable" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {children}
        <CopyAs cli={cli} sql={sql} items={rows} columns={columns} />
      </header>
      <p className="muted">{means}</p>
      {rows.length === 0 ? (
        <p>{empty}</p>
      ) : (
        <table>
          <thead>
            <tr>
              {columns.map(({ head, isNumber, isExtra }) => (
                <th key={head} scope="col" className={classOf({ isNumber, isExtra })}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={rowKey(row)}>
                {columns.map(({ head, show, isNumber, isExtra }) => (
                  <td key={head} className={classOf({ isNumber, isExtra })}>
                    {show(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function classOf({ isNumber, isExtra }: { isNumber: boolean | undefined; isExtra: boolean | undefined }): string {
  return [isNumber && "number", isExtra && "extra"].filter(Boolean).join(" ");
}
