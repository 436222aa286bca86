import { Button } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useRouteError } from 'react-router';
import { EmptyState, ErrorState } from '../ui/States';

/** What is left when a page itself fails, such as a part of the app that could not be loaded after an upgrade. */
export function CrashPage() {
  const error = useRouteError();
  return <ErrorState error={error} onRetry={() => window.location.reload()} />;
}

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={IconMapOff}
      title={t('problem.noPage')}
      action={
        <Button component={Link} to="/" variant="default" size="xs">
          {t('problem.toHome')}
        </Button>
      }
    >
      {t('problem.noPageDetail')}
    </EmptyState>
  );
}
