import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';

type Props = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };

/** The foot of a list that goes on; takes an infinite query as it is. */
export function LoadMore({ hasNextPage, isFetchingNextPage, fetchNextPage }: Props) {
  const { t } = useTranslation();
  if (!hasNextPage) return null;
  return (
    <div style={{ padding: 12, textAlign: 'center', borderTop: '1px solid var(--k-line)' }}>
      <Button variant="subtle" color="gray" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {t('common.loadMore')}
      </Button>
    </div>
  );
}
