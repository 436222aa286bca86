import { Button, Skeleton } from '@mantine/core';
import { IconAlertTriangle, IconPlugConnectedX, IconRefresh } from '@tabler/icons-react';
import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api/problem';
import classes from './States.module.css';

type Icon = ComponentType<{ size?: number; stroke?: number }>;

type EmptyProps = { icon: Icon; title: string; children?: ReactNode; action?: ReactNode };

/** A list with nothing in it: says what would be here and how it gets here. */
export function EmptyState({ icon: IconOfKind, title, children, action }: EmptyProps) {
  return (
    <div className={classes.state}>
      <span className={classes.icon} aria-hidden>
        <IconOfKind size={22} stroke={1.6} />
      </span>
      <p className={classes.title}>{title}</p>
      {children && <div className={classes.text}>{children}</div>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}

type ErrorProps = { error: unknown; onRetry?: () => void };

/** A call that failed: what the server said in its problem, and a way to try again. */
export function ErrorState({ error, onRetry }: ErrorProps) {
  const { t } = useTranslation();
  const { title, detail, fields } = useProblemText(error);
  const offline = error instanceof Problem && error.status === 0;
  const IconOfKind = offline ? IconPlugConnectedX : IconAlertTriangle;
  return (
    <div className={classes.state} role="alert">
      <span className={`${classes.icon} ${classes.bad}`} aria-hidden>
        <IconOfKind size={22} stroke={1.6} />
      </span>
      <p className={classes.title}>{title}</p>
      {detail && <div className={classes.text}>{detail}</div>}
      {fields.length > 0 && (
        <ul className={classes.fields}>
          {fields.map((field) => (
            <li key={field.path + field.message}>
              <code>{field.path}</code> {field.message}
              {field.suggestion && <span className={classes.suggestion}> {field.suggestion}</span>}
            </li>
          ))}
        </ul>
      )}
      {onRetry && (
        <div className={classes.action}>
          <Button variant="default" size="xs" leftSection={<IconRefresh size={14} />} onClick={onRetry}>
            {t('common.retry')}
          </Button>
        </div>
      )}
    </div>
  );
}

export function useProblemText(error: unknown) {
  const { t } = useTranslation();
  if (!(error instanceof Problem)) {
    return { title: t('problem.unexpected'), detail: error instanceof Error ? error.message : '', fields: [] };
  }
  const fields = error.errors;
  if (error.status === 0) return { title: t('problem.unreachable'), detail: t('problem.unreachableDetail'), fields };
  if (error.status === 404)
    return { title: t('problem.notFound'), detail: error.detail ?? t('problem.notFoundDetail'), fields };
  return {
    title: error.title ?? t('problem.failed'),
    detail: error.detail ?? t('problem.status', { status: error.status }),
    fields,
  };
}

/** Grey lines where rows will be; appears only when the answer takes long enough to be noticed. */
export function RowsSkeleton({ rows = 6 }: { rows?: number }) {
  const { t } = useTranslation();
  const late = useLate();
  return (
    <div className={classes.skeleton} role="status" aria-label={t('common.loading')}>
      {late &&
        Array.from({ length: rows }, (_, row) => (
          <div key={row} className={classes.skeletonRow}>
            <Skeleton height={26} width={26} radius="md" />
            <div className={classes.skeletonText}>
              <Skeleton height={10} width={`${52 - ((row * 13) % 24)}%`} />
              <Skeleton height={8} width={`${74 - ((row * 17) % 30)}%`} />
            </div>
          </div>
        ))}
    </div>
  );
}

export function useLate(afterMs = 150): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setLate(true), afterMs);
    return () => window.clearTimeout(timer);
  }, [afterMs]);
  return late;
}
