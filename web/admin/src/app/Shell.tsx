import { Burger, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, useLocation } from 'react-router';
import { DemoClockChip } from '../demo/DemoClockChip';
import { PasswordPrompt } from '../session/PasswordPrompt';
import { SessionContext } from '../session/SessionContext';
import { useSessionQuery } from '../session/useSession';
import { ErrorState } from '../ui/States';
import { LogoMark } from '../ui/Logo';
import { AppearanceMenu } from './AppearanceMenu';
import { Navigation } from './Navigation';
import classes from './Shell.module.css';
import { UserMenu } from './UserMenu';

/** The frame of every signed-in page: navigation at the side, clock and personal settings on top. */
export function Shell() {
  const { t } = useTranslation();
  const location = useLocation();
  const session = useSessionQuery();
  const [menuOpen, menu] = useDisclosure(false);
  const main = useRef<HTMLElement>(null);

  useEffect(() => {
    menu.close();
    main.current?.scrollTo(0, 0);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [location.pathname]);

  if (session.isPending) return <div className={classes.waiting} aria-busy="true" />;
  if (session.isError) return <ErrorState error={session.error} onRetry={() => void session.refetch()} />;
  if (session.data === null) {
    const from = location.pathname + location.search;
    return <Navigate to={from === '/' ? '/login' : `/login?next=${encodeURIComponent(from)}`} replace />;
  }

  return (
    <SessionContext value={session.data}>
      <a className={classes.skip} href="#main">
        {t('shell.skipToContent')}
      </a>
      <div className={classes.shell}>
        <aside className={classes.side}>
          <Navigation />
        </aside>
        <div className={classes.column}>
          <header className={classes.top}>
            <div className={classes.topLeft}>
              <Burger
                className={classes.burger ?? ''}
                size="sm"
                opened={menuOpen}
                onClick={menu.toggle}
                aria-label={t('shell.openMenu')}
              />
              <span className={classes.topLogo}>
                <LogoMark size={24} />
              </span>
            </div>
            <div className={classes.topRight}>
              {session.data.demo && <DemoClockChip />}
              <AppearanceMenu />
              <UserMenu />
            </div>
          </header>
          <main id="main" ref={main} className={classes.main} tabIndex={-1}>
            <Suspense fallback={null}>
              <Outlet />
            </Suspense>
          </main>
        </div>
      </div>
      <Drawer.Root
        opened={menuOpen}
        onClose={menu.close}
        size={272}
        padding={0}
        classNames={{ content: classes.drawer ?? '' }}
      >
        <Drawer.Overlay />
        <Drawer.Content aria-label={t('shell.menu')}>
          <Navigation onClose={menu.close} />
        </Drawer.Content>
      </Drawer.Root>
      <PasswordPrompt />
    </SessionContext>
  );
}
