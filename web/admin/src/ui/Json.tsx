import type { Json } from '../api/types';
import classes from './Json.module.css';

/** A JSON value, indented and coloured. */
export function JsonView({ value, label }: { value: Json; label: string }) {
  return (
    // A region that scrolls must be reachable by keyboard.
    <pre className={classes.json} tabIndex={0} role="group" aria-label={label}>
      <Value value={value} indent={0} />
    </pre>
  );
}

function Value({ value, indent }: { value: Json; indent: number }) {
  if (value === null) return <span className={classes.atom}>null</span>;
  if (typeof value === 'string') return <span className={classes.string}>{JSON.stringify(value)}</span>;
  if (typeof value !== 'object') return <span className={classes.atom}>{String(value)}</span>;
  const list = Array.isArray(value);
  const members: [string, Json][] = Object.entries(value);
  const [open, close] = list ? ['[', ']'] : ['{', '}'];
  if (members.length === 0) return <>{open + close}</>;
  const pad = '  '.repeat(indent + 1);
  return (
    <>
      {open}
      {'\n'}
      {members.map(([name, member], position) => (
        <span key={name}>
          {pad}
          {!list && (
            <>
              <span className={classes.name}>{JSON.stringify(name)}</span>
              {': '}
            </>
          )}
          <Value value={member} indent={indent + 1} />
          {position < members.length - 1 ? ',' : ''}
          {'\n'}
        </span>
      ))}
      {'  '.repeat(indent)}
      {close}
    </>
  );
}

/** The first few members of an object in one line: `cartId: c-1, total: 7400`. */
export function jsonSummary(value: { [name: string]: Json }, most = 4): string {
  return Object.entries(value)
    .slice(0, most)
    .map(([name, member]) => `${name}: ${short(member)}`)
    .join(', ');
}

function short(value: Json): string {
  if (Array.isArray(value)) return `[${value.length}]`;
  if (value !== null && typeof value === 'object') return '{…}';
  return String(value);
}
