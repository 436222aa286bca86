import { Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api';
import { useProblemText } from '../ui/States';

/** Puts an address on the list by hand. */
export function AddButton() {
  const { t } = useTranslation();
  const [open, dialog] = useDisclosure(false);
  const [address, setAddress] = useState('');
  const [note, setNote] = useState('');
  const queries = useQueryClient();
  const add = useMutation({
    mutationFn: () => api.suppressions.add(address.trim(), note.trim()),
    onSuccess: async () => {
      notifications.show({ message: t('suppressions.added', { address: address.trim() }) });
      close();
      await queries.invalidateQueries({ queryKey: ['suppressions'] });
    },
  });
  const problem = useProblemText(add.error);
  const close = () => {
    dialog.close();
    add.reset();
    setAddress('');
    setNote('');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <>
      <Button size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={dialog.open}>
        {t('suppressions.add')}
      </Button>
      <Modal
        opened={open}
        onClose={close}
        title={t('suppressions.addTitle')}
        closeButtonProps={{ 'aria-label': t('common.cancel') }}
      >
        <form onSubmit={submit}>
          <Text size="sm" c="dimmed" mb="md">
            {t('suppressions.addText')}
          </Text>
          <TextInput
            type="email"
            required
            data-autofocus
            mb="sm"
            label={t('suppressions.address')}
            value={address}
            error={add.isError ? problem.detail || problem.title : null}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          <TextInput
            mb="lg"
            maxLength={500}
            label={t('suppressions.note')}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap={8}>
            <Button variant="subtle" color="gray" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={add.isPending}>
              {t('suppressions.add')}
            </Button>
          </Group>
        </form>
      </Modal>
    </>
  );
}
