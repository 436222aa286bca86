import { useEffect, useRef, useState } from 'react';
import { useLanguage } from '../i18n';
import { wholeNumber } from '../time/format';
import classes from './Count.module.css';

/** A live number: lights up for a moment when it changes. */
export function Count({ value, className }: { value: number; className?: string }) {
  const [language] = useLanguage();
  const before = useRef(value);
  const [changes, setChanges] = useState(0);

  useEffect(() => {
    if (before.current !== value) setChanges((count) => count + 1);
    before.current = value;
  }, [value]);

  return (
    <span key={changes} className={`tabular ${changes > 0 ? classes.changed : ''} ${className ?? ''}`}>
      {wholeNumber(value, language)}
    </span>
  );
}
