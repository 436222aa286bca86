import { Alert, Button, Group, Modal, NativeSelect, Skeleton, Switch, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api';
import type { Topic } from '../api/types';
import { useLocalized } from '../i18n';
import { Panel } from '../ui/Panel';
import { ErrorState, useProblemText } from '../ui/States';
import { Tag } from '../ui/Tag';
import classes from './SettingsPage.module.css';

const topicsKey = ['topics'];
const fresh: Topic = {
  id: '',
  name: { ja: '', en: '' },
  kind: 'marketing',
  consent: 'opt-in',
  doubleOptIn: false,
  offered: true,
};

/** What customers consent to: listed, made and changed. */
export function TopicsPanel() {
  const { t } = useTranslation();
  const localized = useLocalized();
  const [edited, setEdited] = useState<Topic | null>(null);
  const topics = useQuery({ queryKey: topicsKey, queryFn: ({ signal }) => api.topics.list(signal) });
  return (
    <Panel
      title={t('settings.topics')}
      aside={
        <Button size="xs" variant="default" onClick={() => setEdited(fresh)}>
          {t('settings.addTopic')}
        </Button>
      }
    >
      <p className={classes.lead}>{t('settings.topicsText')}</p>
      {topics.isError && <ErrorState error={topics.error} onRetry={() => void topics.refetch()} />}
      {topics.isPending && <Skeleton height={120} />}
      {topics.data && (
        <ul className={classes.topics}>
          {topics.data.map((topic) => (
            <li key={topic.id}>
              <span className={classes.topicName}>
                {localized(topic.name)} <code>{topic.id}</code>
              </span>
              <Group gap={8} className={classes.topicTags ?? ''}>
                <Tag tone={topic.kind === 'marketing' ? 'accent' : 'neutral'}>
                  {t(`settings.topicKind.${topic.kind}`)}
                </Tag>
                <Tag>{t(`settings.topicConsent.${topic.consent}`)}</Tag>
                {topic.doubleOptIn && <Tag tone="info">{t('settings.doubleOptIn')}</Tag>}
              </Group>
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => setEdited(topic)}
                aria-label={t('settings.editTopic', { name: localized(topic.name) })}
              >
                {t('settings.edit')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Modal
        opened={edited !== null}
        onClose={() => setEdited(null)}
        title={edited?.id ? t('settings.topicOf', { id: edited.id }) : t('settings.addTopic')}
      >
        {edited && <TopicForm topic={edited} onDone={() => setEdited(null)} />}
      </Modal>
    </Panel>
  );
}

function TopicForm({ topic, onDone }: { topic: Topic; onDone: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const isNew = topic.id === '';
  const [draft, setDraft] = useState(topic);
  const save = useMutation({
    mutationFn: () => api.topics.save(draft),
    onSuccess: () => {
      notifications.show({ message: t('settings.topicSaved'), color: 'teal' });
      void queries.invalidateQueries({ queryKey: topicsKey });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending) save.mutate();
  };
  const change = (part: Partial<Topic>) => setDraft((now) => ({ ...now, ...part }));
  const confirmable = draft.kind === 'marketing' && draft.consent === 'opt-in';
  return (
    <form onSubmit={submit} style={{ display: 'flex', flexDirection: 'column', gap: 14 }}>
      {save.isError && <SaveProblem error={save.error} />}
      {isNew && (
        <TextInput
          label="ID"
          description={t('settings.topicIdRule')}
          required
          pattern="[A-Za-z0-9][A-Za-z0-9_\-]*"
          maxLength={64}
          value={draft.id}
          onChange={(event) => change({ id: event.currentTarget.value })}
        />
      )}
      <TextInput
        label={t('settings.topicNameJa')}
        required
        maxLength={100}
        value={draft.name.ja}
        onChange={(event) => change({ name: { ...draft.name, ja: event.currentTarget.value } })}
      />
      <TextInput
        label={t('settings.topicNameEn')}
        required
        maxLength={100}
        value={draft.name.en}
        onChange={(event) => change({ name: { ...draft.name, en: event.currentTarget.value } })}
      />
      {isNew && (
        <NativeSelect
          label={t('settings.kind')}
          value={draft.kind}
          onChange={(event) => {
            const kind = event.currentTarget.value as Topic['kind'];
            change({ kind, consent: kind === 'marketing' ? 'opt-in' : 'none', doubleOptIn: false });
          }}
          data={(['marketing', 'transactional'] as const).map((kind) => ({
            value: kind,
            label: t(`settings.topicKind.${kind}`),
          }))}
        />
      )}
      <NativeSelect
        label={t('settings.consent')}
        value={draft.consent}
        onChange={(event) => change({ consent: event.currentTarget.value as Topic['consent'], doubleOptIn: false })}
        data={(['opt-in', 'until-refused', 'none'] as const)
          .filter((consent) => draft.kind === 'transactional' || consent !== 'none')
          .map((consent) => ({ value: consent, label: t(`settings.topicConsent.${consent}`) }))}
      />
      {confirmable && (
        <Switch
          label={t('settings.doubleOptIn')}
          description={t('settings.doubleOptInText')}
          checked={draft.doubleOptIn}
          onChange={(event) => change({ doubleOptIn: event.currentTarget.checked })}
        />
      )}
      <Switch
        label={t('settings.offered')}
        checked={draft.offered}
        onChange={(event) => change({ offered: event.currentTarget.checked })}
      />
      <Group justify="flex-end">
        <Button type="submit" loading={save.isPending}>
          {t('settings.save')}
        </Button>
      </Group>
    </form>
  );
}

function SaveProblem({ error }: { error: unknown }) {
  const { title, detail, fields } = useProblemText(error);
  return (
    <Alert color="red" variant="light" role="alert" title={title}>
      {fields.length > 0 ? fields.map((field) => field.message).join(' ') : detail}
    </Alert>
  );
}
