import { Button, FileButton, Group, Skeleton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconUpload } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, fileUrl } from '../api/api';
import type { StoredFile } from '../api/types';
import { Panel } from '../ui/Panel';
import { ErrorState } from '../ui/States';
import { Tag } from '../ui/Tag';
import { sizeOf } from '../ui/sizeOf';
import classes from './SettingsPage.module.css';

const filesKey = ['files'];

/** What mails attach or show: uploaded, listed, deleted. */
export function FilesPanel() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const files = useQuery({ queryKey: filesKey, queryFn: ({ signal }) => api.files.list(signal) });
  const put = useMutation({
    mutationFn: (file: File) => api.files.put(file),
    onSuccess: (file) => {
      notifications.show({ message: t('settings.files.saved', { name: file.name }), color: 'teal' });
      // Mails show the new one from now on, previews too.
      void queries.invalidateQueries({ queryKey: ['scenarios', 'preview'] });
      return queries.invalidateQueries({ queryKey: filesKey });
    },
  });
  return (
    <Panel
      title={t('settings.files.title')}
      aside={
        <FileButton onChange={(file) => file && put.mutate(file)}>
          {(props) => (
            <Button
              {...props}
              size="xs"
              variant="default"
              loading={put.isPending}
              leftSection={<IconUpload size={14} aria-hidden />}
            >
              {t('settings.files.add')}
            </Button>
          )}
        </FileButton>
      }
    >
      <p className={classes.lead}>{t('settings.files.text')}</p>
      {put.isError && <ErrorState error={put.error} />}
      {files.isError && <ErrorState error={files.error} onRetry={() => void files.refetch()} />}
      {files.isPending && <Skeleton height={80} />}
      {files.data?.length === 0 && <p className={classes.none}>{t('settings.files.none')}</p>}
      {files.data && files.data.length > 0 && (
        <ul className={classes.topics}>
          {files.data.map((file) => (
            <FileLine key={file.name} file={file} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function FileLine({ file }: { file: StoredFile }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { name } = file;
  const remove = useMutation({
    mutationFn: () => api.files.remove(name),
    onSuccess: () => {
      notifications.show({ message: t('settings.files.deleted', { name }) });
      return queries.invalidateQueries({ queryKey: filesKey });
    },
  });
  const scenarios = [...new Set(file.usedBy.map((use) => use.scenario))];
  return (
    <li>
      <span className={classes.topicName}>
        <a href={fileUrl(name)} download={name}>
          {name}
        </a>{' '}
        <span className={classes.none}>{sizeOf(file.size)}</span>
      </span>
      <Group gap={8}>
        {scenarios.length > 0 ? (
          <Tag>{t('settings.files.usedBy', { scenarios: scenarios.join(', ') })}</Tag>
        ) : (
          <Button
            size="compact-xs"
            variant="subtle"
            color="red.8"
            loading={remove.isPending}
            onClick={() => remove.mutate()}
            aria-label={t('settings.files.delete', { name })}
          >
            {t('settings.files.remove')}
          </Button>
        )}
      </Group>
      {remove.isError && <ErrorState error={remove.error} />}
    </li>
  );
}
