import { Skeleton, Tabs } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Mail } from '../api/types';
import { At } from '../time/Time';
import { CopyIcon } from '../ui/Copyable';
import { MailFrame } from '../ui/MailFrame';
import { ErrorState } from '../ui/States';
import classes from './MailReader.module.css';
import { useMail } from './useMailbox';

export function MailReader({ id, back }: { id: string; back: string }) {
  const { t } = useTranslation();
  const mail = useMail(id);
  return (
    <article className={classes.reader}>
      <Link to={back} className={classes.back}>
        <IconArrowLeft size={15} aria-hidden />
        {t('mailbox.back')}
      </Link>
      {mail.isPending ? (
        <div className={classes.waiting} role="status" aria-label={t('common.loading')}>
          <Skeleton height={18} width="60%" />
          <Skeleton height={10} width="40%" />
          <Skeleton height={320} mt="md" />
        </div>
      ) : mail.isError ? (
        <ErrorState error={mail.error} onRetry={() => void mail.refetch()} />
      ) : (
        <Letter mail={mail.data} />
      )}
    </article>
  );
}

type Part = 'html' | 'text' | 'headers' | 'source';

function Letter({ mail }: { mail: Mail }) {
  const { t } = useTranslation();
  const [chosen, setPart] = useState<Part>(mail.html ? 'html' : 'text');
  const { html, text } = mail;
  return (
    <>
      <header className={classes.head}>
        <h2 className={classes.subject}>{mail.subject || t('mailbox.noSubject')}</h2>
        <dl className={classes.facts}>
          <dt>{t('mailbox.from')}</dt>
          <dd>{mail.from}</dd>
          <dt>{t('mailbox.to')}</dt>
          <dd>{mail.to}</dd>
          <dt>{t('mailbox.at')}</dt>
          <dd>
            <At at={mail.at} />
          </dd>
        </dl>
      </header>
      <Tabs
        value={chosen}
        onChange={(value) => setPart((value as Part | null) ?? 'text')}
        keepMounted={false}
        className={classes.tabs ?? ''}
      >
        <Tabs.List px="md">
          <Tabs.Tab value="html" disabled={!html}>
            HTML
          </Tabs.Tab>
          <Tabs.Tab value="text" disabled={!text}>
            {t('mailbox.text')}
          </Tabs.Tab>
          <Tabs.Tab value="headers">{t('mailbox.headers')}</Tabs.Tab>
          <Tabs.Tab value="source">{t('mailbox.source')}</Tabs.Tab>
        </Tabs.List>
        {html && (
          <Tabs.Panel value="html" className={classes.frame ?? ''}>
            <MailFrame html={html} title={mail.subject || t('mailbox.htmlFrame')} />
          </Tabs.Panel>
        )}
        {text && (
          <Tabs.Panel value="text" className={classes.part ?? ''}>
            <pre className={classes.text}>{text}</pre>
          </Tabs.Panel>
        )}
        <Tabs.Panel value="headers" className={classes.part ?? ''}>
          <dl className={classes.headers}>
            {mail.headers.map(({ name, value }, index) => (
              <div key={index}>
                <dt>{name}</dt>
                <dd className="mono">{value}</dd>
              </div>
            ))}
          </dl>
        </Tabs.Panel>
        <Tabs.Panel value="source" className={classes.part ?? ''}>
          <div className={classes.copy}>
            <CopyIcon value={mail.source} label={t('mailbox.copySource')} />
          </div>
          <pre className={classes.raw}>{mail.source}</pre>
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
