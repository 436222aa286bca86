import { Button, Drawer } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api';
import { Problem } from '../api/problem';
import type { MessageMoment, MessageStory, Resolution } from '../api/types';
import { At } from '../time/Time';
import { MessageStatusTag } from '../ui/MessageStatus';
import { ErrorState, RowsSkeleton } from '../ui/States';
import classes from './MessageDrawer.module.css';

type Props = { message: string | null; onClose: () => void };

/** One message with every attempt and what the mail server said; an unknown one can be resolved here. */
export function MessageDrawer({ message, onClose }: Props) {
  const { t } = useTranslation();
  const story = useQuery({
    queryKey: ['messages', 'one', message],
    queryFn: ({ signal }) => api.messages.get(message ?? '', signal),
    enabled: message !== null,
    refetchInterval: 4000,
  });
  return (
    <Drawer
      opened={message !== null}
      onClose={onClose}
      position="right"
      size={480}
      title={story.data?.subject ?? t('messages.detail.title')}
      closeButtonProps={{ 'aria-label': t('messages.detail.close') }}
    >
      {story.isPending ? (
        <RowsSkeleton rows={4} />
      ) : story.isError && !story.data ? (
        <ErrorState error={story.error} onRetry={() => void story.refetch()} />
      ) : story.data ? (
        <Story story={story.data} />
      ) : null}
    </Drawer>
  );
}

function Story({ story }: { story: MessageStory }) {
  const { t } = useTranslation();
  return (
    <div className={classes.story}>
      <dl className={classes.facts}>
        <dt>{t('messages.status')}</dt>
        <dd>
          <MessageStatusTag status={story.status} />
        </dd>
        {story.to && (
          <>
            <dt>{t('messages.detail.to')}</dt>
            <dd>{story.to}</dd>
          </>
        )}
        <dt>{t('messages.detail.channel')}</dt>
        <dd className="mono">{story.channel}</dd>
        {story.reference && (
          <>
            <dt>{t('messages.detail.reference')}</dt>
            <dd className="mono">{story.reference}</dd>
          </>
        )}
        {story.due && (
          <>
            <dt>{t('messages.detail.due')}</dt>
            <dd>
              <At at={story.due} />
            </dd>
          </>
        )}
      </dl>
      {story.status === 'unknown' && <Resolve id={story.id} />}
      <ol className={classes.moments} aria-label={t('messages.detail.timeline')}>
        {story.timeline.map((moment, index) => (
          <li key={index} className={classes.moment}>
            <At at={moment.at} className={classes.at ?? ''} />
            <Moment moment={moment} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function Moment({ moment }: { moment: MessageMoment }) {
  const { t } = useTranslation();
  if (moment.kind === 'resolved') {
    return <span>{t(`messages.detail.resolved.${moment.as ?? 'sent'}`, { who: moment.who })}</span>;
  }
  const attempt = moment.attempt;
  if (!attempt) return <span>{t('messages.detail.decided')}</span>;
  return (
    <div>
      <span>{t(`messages.detail.outcome.${attempt.outcome}`, { n: attempt.n })}</span>
      {attempt.server && <span className={classes.server}>{attempt.server}</span>}
      {attempt.words && <p className={classes.words}>{attempt.words}</p>}
    </div>
  );
}

const decisions: Resolution[] = ['sent', 'failed', 'again'];

function Resolve({ id }: { id: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const resolve = useMutation({
    mutationFn: (as: Resolution) => api.messages.resolve(id, as),
    onSuccess: () => notifications.show({ message: t('messages.detail.done'), color: 'teal' }),
    onError: (error) =>
      notifications.show({
        message: (error instanceof Problem && error.detail) || t('messages.detail.notDone'),
        color: 'red',
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['messages'] }),
  });
  return (
    <section className={classes.resolve} aria-label={t('messages.detail.resolve')}>
      <p>{t('messages.detail.resolveMeaning')}</p>
      <div className={classes.buttons}>
        {decisions.map((as) => (
          <Button
            key={as}
            size="xs"
            variant="default"
            disabled={resolve.isPending}
            loading={resolve.isPending && resolve.variables === as}
            onClick={() => resolve.mutate(as)}
          >
            {t(`messages.detail.as.${as}`)}
          </Button>
        ))}
      </div>
    </section>
  );
}
