import { Skeleton, Switch, Tabs } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { System } from '../api/types';
import { VirtualNow } from '../demo/DemoClockChip';
import { usePaceText, useDemoClock } from '../demo/useDemoClock';
import { useSystem } from '../home/HomePage';
import { PasswordForm } from '../session/PasswordForm';
import { useSession } from '../session/SessionContext';
import { CopyIcon, Snippet } from '../ui/Copyable';
import { Page } from '../ui/Page';
import { Panel } from '../ui/Panel';
import { ErrorState } from '../ui/States';
import classes from './SettingsPage.module.css';
import { RefusalsPanel } from './RefusalsPanel';
import { browserSnippet, curlSnippet, nodeSnippet } from './snippets';
import { FilesPanel } from './FilesPanel';
import { TopicsPanel } from './TopicsPanel';

export function SettingsPage() {
  const { t } = useTranslation();
  const session = useSession();
  const system = useSystem();
  return (
    <Page title={t('nav.settings')} description={t('settings.description')}>
      {system.isError && !system.data ? (
        <Panel>
          <ErrorState error={system.error} onRetry={() => void system.refetch()} />
        </Panel>
      ) : system.data ? (
        <>
          <Workspace system={system.data} />
          <WriteKeys system={system.data} />
          <TopicsPanel />
          <FilesPanel />
          <RefusalsPanel />
          {session.demo && <ClockPanel />}
        </>
      ) : (
        <Skeleton height={320} radius="lg" role="status" aria-label={t('common.loading')} />
      )}
      <div id="password">
        <Panel title={t('password.change')}>
          <div className={classes.narrow}>
            <PasswordForm />
          </div>
        </Panel>
      </div>
    </Page>
  );
}

function Workspace({ system }: { system: System }) {
  const { t } = useTranslation();
  const session = useSession();
  return (
    <Panel title={t('settings.workspace')}>
      <dl className={classes.facts}>
        <dt>{t('settings.name')}</dt>
        <dd>{session.workspace}</dd>
        <dt>{t('settings.timeZone')}</dt>
        <dd>{session.timeZone}</dd>
        <dt>{t('settings.publicUrl')}</dt>
        <dd className={classes.withCopy}>
          <span className="mono">{system.publicUrl}</span>
          <CopyIcon value={system.publicUrl} label={t('common.copy')} />
        </dd>
        <dt>{t('settings.mail')}</dt>
        <dd>{session.mailbox ? t('settings.mailToMailbox') : t('settings.mailBySmtp')}</dd>
        <dt>{t('settings.version')}</dt>
        <dd className="mono">{system.version}</dd>
      </dl>
    </Panel>
  );
}

function WriteKeys({ system }: { system: System }) {
  const { t } = useTranslation();
  const [first] = system.writeKeys;
  const key = first?.key ?? 'WRITE_KEY';
  return (
    <Panel title={t('settings.writeKeys')}>
      <p className={classes.lead}>{t('settings.writeKeysText')}</p>
      {system.writeKeys.length === 0 ? (
        <p className={classes.none}>{t('settings.noWriteKeys')}</p>
      ) : (
        <ul className={classes.keys}>
          {system.writeKeys.map((writeKey) => (
            <WriteKeyLine key={writeKey.key} name={writeKey.name} value={writeKey.key} />
          ))}
        </ul>
      )}
      <Tabs defaultValue="browser" mt="md">
        <Tabs.List>
          <Tabs.Tab value="browser">kikkake.js</Tabs.Tab>
          <Tabs.Tab value="node">Node.js</Tabs.Tab>
          <Tabs.Tab value="curl">curl</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="browser" pt="sm">
          <p className={classes.lead}>{t('settings.browserText')}</p>
          <Snippet code={browserSnippet(system.publicUrl, key)} label="kikkake.js" />
        </Tabs.Panel>
        <Tabs.Panel value="node" pt="sm">
          <p className={classes.lead}>{t('settings.nodeText')}</p>
          <Snippet code={nodeSnippet(system.publicUrl, key)} label="Node.js" />
        </Tabs.Panel>
        <Tabs.Panel value="curl" pt="sm">
          <p className={classes.lead}>{t('settings.curlText')}</p>
          <Snippet code={curlSnippet(system.publicUrl, key)} label="curl" />
        </Tabs.Panel>
      </Tabs>
    </Panel>
  );
}

function WriteKeyLine({ name, value }: { name: string; value: string }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <li>
      <span className={classes.keyName}>{name}</span>
      <span className={classes.withCopy}>
        <code className={classes.key}>{shown ? value : `${value.slice(0, 4)}${'•'.repeat(12)}`}</code>
        <Switch
          size="xs"
          checked={shown}
          onChange={(event) => setShown(event.currentTarget.checked)}
          label={t('settings.showKey')}
        />
        <CopyIcon value={value} label={t('settings.copyKey', { name })} />
      </span>
    </li>
  );
}

function ClockPanel() {
  const { t } = useTranslation();
  const clock = useDemoClock();
  const pace = usePaceText();
  if (!clock.data) return null;
  return (
    <Panel title={t('demo.clock')}>
      <p className={classes.lead}>{t('demo.explain', { pace: pace(clock.data) })}</p>
      <dl className={classes.facts}>
        <dt>{t('demo.now')}</dt>
        <dd>
          <VirtualNow zone={clock.data.timeZone} />
        </dd>
        <dt>{t('demo.speed')}</dt>
        <dd>
          {pace(clock.data)} <span className={classes.none}>(×{clock.data.factor})</span>
        </dd>
      </dl>
    </Panel>
  );
}
