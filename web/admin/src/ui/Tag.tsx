import type { ReactNode } from 'react';
import classes from './Tag.module.css';

export type Tone = 'neutral' | 'good' | 'bad' | 'warn' | 'info' | 'odd' | 'accent';

/** A word that says in which state something is. Tones keep 4.5:1 in both colour schemes. */
export function Tag({ tone = 'neutral', icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span className={classes.tag} data-tone={tone}>
      {icon}
      {children}
    </span>
  );
}
