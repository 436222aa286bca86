import { IconMail } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../api/api';
import type { Instant } from '../api/types';
import { nameIn } from '../mailbox/address';
import { useSession } from '../session/SessionContext';
import { Ago } from '../time/Time';
import { Panel } from '../ui/Panel';
import { EmptyState, ErrorState, RowsSkeleton } from '../ui/States';
import classes from './HomePage.module.css';

type Line = { id: string; subject: string; to: string; at: Instant; link: string };

/** From the dev mailbox where there is one, else from the record of sent messages. */
export function NewestMails() {
  const { t } = useTranslation();
  const { mailbox } = useSession();
  const mails = useQuery({
    queryKey: ['home', 'mails', mailbox],
    queryFn: async ({ signal }): Promise<Line[]> => {
      if (mailbox) {
        const page = await api.mailbox.list({ limit: 5 }, signal);
        return page.mails.map((mail) => ({ ...mail, to: nameIn(mail.to), link: `/mailbox/${mail.id}` }));
      }
      const page = await api.messages.list({ status: 'sent', limit: 5 }, signal);
      return page.messages.map((message) => ({
        id: message.id,
        subject: message.subject ?? '',
        to: message.customer.label,
        at: message.updatedAt,
        link: `/customers/${message.customer.id}`,
      }));
    },
    refetchInterval: 3000,
  });
  return (
    <Panel
      title={t('home.newestMails')}
      aside={
        <Link to={mailbox ? '/mailbox' : '/messages'} className={classes.more}>
          {t('common.seeAll')}
        </Link>
      }
      flush
    >
      {mails.isPending ? (
        <RowsSkeleton rows={3} />
      ) : mails.isError && !mails.data ? (
        <ErrorState error={mails.error} onRetry={() => void mails.refetch()} />
      ) : mails.data?.length === 0 ? (
        <EmptyState icon={IconMail} title={t('home.noMails')}>
          {t('home.noMailsDetail')}
        </EmptyState>
      ) : (
        <ul className={classes.rows}>
          {mails.data?.map((mail) => (
            <li key={mail.id} className={classes.row}>
              <span className={classes.rowText}>
                <Link to={mail.link} className="ellipsis">
                  {mail.subject || t('mailbox.noSubject')}
                </Link>
                <span className={`${classes.small} ellipsis`}>{mail.to}</span>
              </span>
              <Ago at={mail.at} className={classes.when ?? ''} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
