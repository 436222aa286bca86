import { ActionIcon, Button, Group, Modal, Text, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconInbox, IconMailSearch, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useSession } from '../session/SessionContext';
import { LiveDot } from '../ui/LiveDot';
import { LoadMore } from '../ui/LoadMore';
import { useDocumentTitle } from '../ui/Page';
import { SearchBox } from '../ui/SearchBox';
import { EmptyState, ErrorState, RowsSkeleton } from '../ui/States';
import classes from './MailboxPage.module.css';
import { MailLine } from './MailLine';
import { MailReader } from './MailReader';
import { useEmptyMailbox, useMailbox } from './useMailbox';

/** Every mail that would have left, kept here instead while no mail server is configured. */
export function MailboxPage() {
  const { t } = useTranslation();
  const { mailbox } = useSession();
  useDocumentTitle(t('nav.mailbox'));
  if (!mailbox)
    return (
      <EmptyState icon={IconInbox} title={t('mailbox.off')}>
        {t('mailbox.offDetail')}
      </EmptyState>
    );
  return <Mailbox />;
}

function Mailbox() {
  const { t } = useTranslation();
  const { id } = useParams();
  const [search, setSearch] = useSearchParams();
  const q = search.get('q') ?? '';
  const { list, state } = useMailbox(q);
  const mails = list.data?.pages.flatMap((page) => page.mails) ?? [];
  const total = list.data?.pages[0]?.total ?? 0;
  const inSearch = q ? `?q=${encodeURIComponent(q)}` : '';

  return (
    <div className={classes.mailbox} data-reading={id !== undefined || undefined}>
      <section className={classes.list} aria-label={t('nav.mailbox')}>
        <header className={classes.head}>
          <div className={classes.titleLine}>
            <h1 className={classes.title}>
              {t('nav.mailbox')} {total > 0 && <span className={classes.total}>{total}</span>}
            </h1>
            <LiveDot state={state} />
            <EmptyButton disabled={total === 0} />
          </div>
          <SearchBox
            size="xs"
            label={t('mailbox.search')}
            value={q}
            onChange={(text) => setSearch(text ? { q: text } : {}, { replace: true })}
          />
        </header>
        <div className={classes.scroll}>
          {list.isPending ? (
            <RowsSkeleton rows={6} />
          ) : list.isError && mails.length === 0 ? (
            <ErrorState error={list.error} onRetry={() => void list.refetch()} />
          ) : mails.length === 0 ? (
            <EmptyState icon={IconInbox} title={q ? t('mailbox.noneFound') : t('mailbox.none')}>
              {q ? null : t('mailbox.noneDetail')}
            </EmptyState>
          ) : (
            <ul className={classes.mails}>
              {mails.map((mail) => (
                <MailLine key={mail.id} mail={mail} search={inSearch} />
              ))}
            </ul>
          )}
          <LoadMore {...list} />
        </div>
      </section>
      <section className={classes.reader} aria-label={t('mailbox.reader')}>
        {id ? (
          <MailReader key={id} id={id} back={`/mailbox${inSearch}`} />
        ) : mails.length === 0 ? null : (
          <EmptyState icon={IconMailSearch} title={t('mailbox.choose')}>
            {t('mailbox.chooseDetail')}
          </EmptyState>
        )}
      </section>
    </div>
  );
}

function EmptyButton({ disabled }: { disabled: boolean }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [asking, ask] = useDisclosure(false);
  const empty = useEmptyMailbox(() => {
    ask.close();
    void navigate('/mailbox');
  });
  return (
    <>
      <Tooltip label={t('mailbox.empty')}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('mailbox.empty')}
          disabled={disabled}
          onClick={ask.open}
        >
          <IconTrash size={16} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
      <Modal
        opened={asking}
        onClose={ask.close}
        title={t('mailbox.emptyTitle')}
        closeButtonProps={{ 'aria-label': t('common.cancel') }}
      >
        <Text size="sm" c="dimmed" mb="lg">
          {t('mailbox.emptyText')}
        </Text>
        <Group justify="flex-end" gap={8}>
          <Button variant="subtle" color="gray" onClick={ask.close} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button color="red.8" loading={empty.isPending} onClick={() => empty.mutate()}>
            {t('mailbox.empty')}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
