import { Menu, UnstyledButton } from '@mantine/core';
import { IconKey, IconLogout } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { api } from '../api/api';
import { useSession } from '../session/SessionContext';
import { sessionKey } from '../session/useSession';
import { Avatar } from '../ui/Avatar';

export function UserMenu() {
  const { t } = useTranslation();
  const session = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const signOut = useMutation({
    mutationFn: api.session.signOut,
    onSettled: () => {
      queries.clear();
      queries.setQueryData(sessionKey, null);
      void navigate('/login');
    },
  });
  return (
    <Menu position="bottom-end" width={220} shadow="md">
      <Menu.Target>
        <UnstyledButton
          aria-label={t('shell.account', { email: session.email })}
          style={{ borderRadius: '50%', lineHeight: 0 }}
        >
          <Avatar id={session.email} label={session.email} size={28} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{session.email}</Menu.Label>
        <Menu.Item component={Link} to="/settings#password" leftSection={<IconKey size={15} aria-hidden />}>
          {t('password.change')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={15} aria-hidden />} onClick={() => signOut.mutate()}>
          {t('shell.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
