import { SegmentedControl, Select, Skeleton } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile, IconMail, IconPaperclip } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api';
import { MailFrame } from '../ui/MailFrame';
import { sizeOf } from '../ui/sizeOf';
import { EmptyState, ErrorState } from '../ui/States';
import classes from './MessagePreviews.module.css';

type Props = {
  scenario: string;
  version: number;
  messages: string[];
  message: string | null;
  onChoose: (id: string) => void;
};
type Look = 'desktop' | 'phone' | 'text';

/** The scenario's mails, rendered by the server with sample data. */
export function MessagePreviews({ scenario, version, messages, message, onChoose }: Props) {
  const { t } = useTranslation();
  const [look, setLook] = useState<Look>('phone');
  const shown = message ?? messages[0] ?? null;
  const preview = useQuery({
    queryKey: ['scenarios', 'preview', scenario, version, shown],
    queryFn: ({ signal }) => api.scenarios.preview(scenario, shown ?? '', signal),
    enabled: shown !== null,
    staleTime: 60_000,
  });
  if (shown === null) return <EmptyState icon={IconMail} title={t('scenarios.noMessages')} />;
  return (
    <div className={classes.previews}>
      <div className={classes.controls}>
        <Select
          size="xs"
          aria-label={t('scenarios.message')}
          data={messages}
          value={shown}
          allowDeselect={false}
          onChange={(value) => value && onChoose(value)}
          className={classes.choice ?? ''}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('scenarios.look')}
          value={look}
          onChange={(value) => setLook(value as Look)}
          data={[
            { value: 'phone', label: <IconDeviceMobile size={15} aria-label={t('scenarios.looks.phone')} /> },
            { value: 'desktop', label: <IconDeviceDesktop size={15} aria-label={t('scenarios.looks.desktop')} /> },
            { value: 'text', label: t('scenarios.looks.text') },
          ]}
        />
      </div>
      {preview.isPending ? (
        <Skeleton height={420} radius="md" role="status" aria-label={t('common.loading')} />
      ) : preview.isError ? (
        <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
      ) : (
        <div className={classes.mail}>
          <p className={classes.subject}>
            <span className="visually-hidden">{t('mailbox.subject')}: </span>
            {preview.data.subject}
          </p>
          {look === 'text' ? (
            <pre className={classes.text} tabIndex={0}>
              {preview.data.text}
            </pre>
          ) : (
            <div className={classes.ground} data-look={look}>
              <MailFrame
                html={preview.data.html}
                title={t('scenarios.previewOf', { message: shown })}
                width={look === 'phone' ? 360 : '100%'}
                height={520}
              />
            </div>
          )}
          {preview.data.attachments.length > 0 && (
            <ul className={classes.files} aria-label={t('scenarios.attachments')}>
              {preview.data.attachments.map((file, place) => (
                <li key={place}>
                  <IconPaperclip size={14} aria-hidden /> {file.name} <span>{sizeOf(file.size)}</span>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
      <p className={classes.note}>{t('scenarios.sampleData')}</p>
    </div>
  );
}
