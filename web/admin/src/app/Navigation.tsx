import { CloseButton } from '@mantine/core';
import {
  IconActivity,
  IconExternalLink,
  IconHome,
  IconInbox,
  IconMailOff,
  IconRoute,
  IconSend,
  IconSettings,
  IconShoppingBag,
  IconUsers,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { useSession } from '../session/SessionContext';
import { LogoMark } from '../ui/Logo';
import classes from './Navigation.module.css';

const places = [
  { to: '/', key: 'home', icon: IconHome },
  { to: '/scenarios', key: 'scenarios', icon: IconRoute },
  { to: '/customers', key: 'customers', icon: IconUsers },
  { to: '/events', key: 'events', icon: IconActivity },
  { to: '/messages', key: 'messages', icon: IconSend },
  { to: '/suppressions', key: 'suppressions', icon: IconMailOff },
] as const;

export function Navigation({ onClose }: { onClose?: () => void }) {
  const { t } = useTranslation();
  const session = useSession();
  return (
    <nav className={classes.nav} aria-label={t('shell.menu')}>
      <div className={classes.brand}>
        <LogoMark />
        <span className={classes.names}>
          <span className={classes.product}>Kikkake</span>
          <span className={`${classes.workspace} ellipsis`}>{session.workspace}</span>
        </span>
        {onClose && <CloseButton ml="auto" aria-label={t('shell.closeMenu')} onClick={onClose} />}
      </div>
      <ul className={classes.list}>
        {places.map(({ to, key, icon: IconOfPlace }) => (
          <li key={key}>
            <NavLink to={to} end={to === '/'} className={classes.link ?? ''}>
              <IconOfPlace size={17} stroke={1.7} aria-hidden />
              {t(`nav.${key}`)}
            </NavLink>
          </li>
        ))}
      </ul>
      {(session.mailbox || session.demo) && (
        <>
          <p className={classes.group}>{t('nav.tryOut')}</p>
          <ul className={classes.list}>
            {session.mailbox && (
              <li>
                <NavLink to="/mailbox" className={classes.link ?? ''}>
                  <IconInbox size={17} stroke={1.7} aria-hidden />
                  {t('nav.mailbox')}
                </NavLink>
              </li>
            )}
            {session.demo && (
              <li>
                <a href="/shop/" target="_blank" rel="noopener" className={classes.link}>
                  <IconShoppingBag size={17} stroke={1.7} aria-hidden />
                  {t('nav.shop')}
                  <IconExternalLink size={13} className={classes.external} aria-hidden />
                  <span className="visually-hidden">{t('common.newTab')}</span>
                </a>
              </li>
            )}
          </ul>
        </>
      )}
      <ul className={`${classes.list} ${classes.foot}`}>
        <li>
          <NavLink to="/settings" className={classes.link ?? ''}>
            <IconSettings size={17} stroke={1.7} aria-hidden />
            {t('nav.settings')}
          </NavLink>
        </li>
      </ul>
    </nav>
  );
}
