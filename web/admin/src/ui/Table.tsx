import type { ReactNode } from 'react';
import classes from './Table.module.css';

export type Column<T> = {
  key: string;
  header: string;
  cell: (row: T) => ReactNode;
  width?: string;
  align?: 'right';
  /** The line that names the row; stands on top, without a label, when rows become cards. */
  main?: boolean;
};

type Props<T> = { label: string; columns: Column<T>[]; rows: T[]; rowKey: (row: T) => string };

/** A table that becomes a list of cards at phone width; roles are spelled out so that it stays a table to screen readers. */
export function Table<T>({ label, columns, rows, rowKey }: Props<T>) {
  return (
    <table className={classes.table} role="table" aria-label={label}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th
              key={column.key}
              role="columnheader"
              scope="col"
              style={{ width: column.width, textAlign: column.align }}
            >
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row">
            {columns.map((column) => (
              <td
                key={column.key}
                role="cell"
                data-label={column.main ? undefined : column.header}
                className={column.main ? classes.main : undefined}
                style={{ textAlign: column.align }}
              >
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
