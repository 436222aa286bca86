import { type ReactNode, useId } from 'react';
import classes from './Panel.module.css';

type Props = {
  title?: string;
  aside?: ReactNode;
  /** Content reaches the edges: lists and tables. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
};

/** A bordered part of a page, with a heading when it has a name. */
export function Panel({ title, aside, flush, className, children }: Props) {
  const heading = useId();
  return (
    <section className={`${classes.panel} ${className ?? ''}`} aria-labelledby={title ? heading : undefined}>
      {title && (
        <header className={classes.header}>
          <h2 id={heading} className={classes.title}>
            {title}
          </h2>
          {aside}
        </header>
      )}
      <div className={flush ? classes.flush : classes.body}>{children}</div>
    </section>
  );
}
