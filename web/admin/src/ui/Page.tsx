import { type ReactNode, useEffect } from 'react';
import classes from './Page.module.css';

type Props = {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  /** Stands before the title, such as the way back to the list. */
  before?: ReactNode;
  children: ReactNode;
};

/** A page of the shell: its heading, what can be done here, its content. */
export function Page({ title, description, actions, before, children }: Props) {
  useDocumentTitle(title);
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <div className={classes.heading}>
          {before}
          <h1 className={classes.title}>{title}</h1>
          {description && <div className={classes.description}>{description}</div>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} · Kikkake` : 'Kikkake';
  }, [title]);
}
