import { useTranslation } from 'react-i18next';
import type { StreamState } from '../api/useServerEvents';
import classes from './LiveDot.module.css';

/** Whether new entries arrive by themselves at the moment. */
export function LiveDot({ state }: { state: StreamState | 'paused' }) {
  const { t } = useTranslation();
  return (
    <span className={classes.live} data-state={state} role="status">
      <span className={classes.dot} aria-hidden />
      {t(`live.${state}`)}
    </span>
  );
}
