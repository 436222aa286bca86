import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import type { MailSummary } from '../api/types';
import { Ago } from '../time/Time';
import classes from './MailLine.module.css';
import { nameIn } from './address';

export function MailLine({ mail, search }: { mail: MailSummary; search: string }) {
  const { t } = useTranslation();
  return (
    <li>
      <NavLink to={`/mailbox/${mail.id}${search}`} className={classes.mail ?? ''}>
        <span className={classes.top}>
          <span className={`${classes.to} ellipsis`}>
            <span className="visually-hidden">{t('mailbox.to')} </span>
            {nameIn(mail.to)}
          </span>
          <Ago at={mail.at} className={classes.time ?? ''} />
        </span>
        <span className={`${classes.subject} ellipsis`}>{mail.subject || t('mailbox.noSubject')}</span>
        <span className={`${classes.snippet} ellipsis`}>{mail.snippet}</span>
      </NavLink>
    </li>
  );
}
