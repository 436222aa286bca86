import { Button, FileButton, Modal, Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api';
import { ErrorState } from '../ui/States';
import classes from './SuppressionsPage.module.css';

/** Takes a CSV file in, and says which of its lines it could not take. */
export function ImportButton() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const imports = useMutation({
    mutationFn: (file: File) => api.suppressions.imports(file),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['suppressions'] }),
  });
  const done = imports.data;
  return (
    <>
      <FileButton accept=".csv,text/csv,text/plain" onChange={(file) => file && imports.mutate(file)}>
        {(props) => (
          <Button
            {...props}
            variant="default"
            size="xs"
            loading={imports.isPending}
            leftSection={<IconUpload size={14} aria-hidden />}
          >
            {t('suppressions.import')}
          </Button>
        )}
      </FileButton>
      <Modal
        opened={imports.isSuccess || imports.isError}
        onClose={imports.reset}
        title={t('suppressions.import')}
        closeButtonProps={{ 'aria-label': t('suppressions.close') }}
      >
        {imports.isError && <ErrorState error={imports.error} />}
        {done && (
          <>
            <Text size="sm">{t('suppressions.imported', { read: done.read, added: done.added })}
              {done.already > 0 && t('suppressions.alreadyToo', { count: done.already })}</Text>
            {done.faulty > 0 && (
              <>
                <Text size="sm" mt="sm">
                  {t('suppressions.faulty', { count: done.faulty })}
                </Text>
                <ul className={classes.faults}>
                  {done.faults.map((fault) => (
                    <li key={fault.line}>{t(`suppressions.fault.${fault.what}`, fault)}</li>
                  ))}
                </ul>
              </>
            )}
          </>
        )}
      </Modal>
    </>
  );
}
