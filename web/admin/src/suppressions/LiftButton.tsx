import { Button, Group, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api';
import type { Suppression } from '../api/types';
import { ErrorState } from '../ui/States';

/** Asks before an address gets mail again. */
export function LiftButton({ suppression }: { suppression: Suppression }) {
  const { t } = useTranslation();
  const { address, reason } = suppression;
  const [asking, ask] = useDisclosure(false);
  const queries = useQueryClient();
  const lift = useMutation({
    mutationFn: () => api.suppressions.lift(address),
    onSuccess: async () => {
      ask.close();
      notifications.show({ message: t('suppressions.lifted', { address }) });
      await queries.invalidateQueries({ queryKey: ['suppressions'] });
    },
  });
  return (
    <>
      <Button
        variant="default"
        size="compact-xs"
        aria-label={t('suppressions.liftOf', { address })}
        onClick={ask.open}
      >
        {t('suppressions.lift')}
      </Button>
      <Modal
        opened={asking}
        onClose={ask.close}
        title={t('suppressions.liftTitle')}
        closeButtonProps={{ 'aria-label': t('common.cancel') }}
      >
        <Text size="sm" c="dimmed" mb="lg" style={{ overflowWrap: 'anywhere' }}>
          {t('suppressions.liftText', { address })}
        </Text>
        {reason === 'complained' && (
          <Text size="sm" mb="lg">
            {t('suppressions.liftComplained')}
          </Text>
        )}
        {lift.isError && <ErrorState error={lift.error} />}
        <Group justify="flex-end" gap={8}>
          <Button variant="subtle" color="gray" onClick={ask.close} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button color="red.8" loading={lift.isPending} onClick={() => lift.mutate()}>
            {t('suppressions.lift')}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
