import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './Copyable.module.css';

export function CopyIcon({ value, label }: { value: string; label: string }) {
  const { t } = useTranslation();
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? t('common.copied') : label}>
          <ActionIcon variant="subtle" color={copied ? 'teal' : 'gray'} onClick={copy} aria-label={label}>
            {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}

/** A piece of code to take along. */
export function Snippet({ code, label }: { code: string; label: string }) {
  const { t } = useTranslation();
  return (
    <div className={classes.snippet}>
      <pre className={classes.code} tabIndex={0} role="group" aria-label={label}>
        {code}
      </pre>
      <div className={classes.copy}>
        <CopyIcon value={code} label={t('common.copy')} />
      </div>
    </div>
  );
}
