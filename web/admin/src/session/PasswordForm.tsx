import { Alert, Button, Group, PasswordInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api';
import { useProblemText } from '../ui/States';
import { useSession } from './SessionContext';
import { sessionKey } from './useSession';

type Props = { secondary?: ReactNode; onDone?: () => void };

const shortest = 8;

export function PasswordForm({ secondary, onDone }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { email } = useSession();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => api.session.changePassword(current, next),
    onSuccess: () => {
      setCurrent('');
      setNext('');
      notifications.show({ message: t('password.changed'), color: 'teal' });
      void queries.invalidateQueries({ queryKey: sessionKey });
      onDone?.();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (next.length >= shortest && !change.isPending) change.mutate();
  };
  return (
    <form onSubmit={submit} style={{ display: 'flex', flexDirection: 'column', gap: 14 }}>
      {change.isError && <ChangeProblem error={change.error} />}
      {/* Tells password managers whose password this is. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <PasswordInput
        label={t('password.current')}
        data-autofocus
        autoComplete="current-password"
        required
        withAsterisk={false}
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('login.showPassword') }}
      />
      <PasswordInput
        label={t('password.next')}
        description={t('password.rule', { count: shortest })}
        autoComplete="new-password"
        required
        withAsterisk={false}
        minLength={shortest}
        value={next}
        onChange={(event) => setNext(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('login.showPassword') }}
      />
      <Group justify="flex-end" gap={8}>
        {secondary}
        <Button type="submit" loading={change.isPending}>
          {t('password.change')}
        </Button>
      </Group>
    </form>
  );
}

function ChangeProblem({ error }: { error: unknown }) {
  const { title, detail, fields } = useProblemText(error);
  return (
    <Alert color="red" variant="light" role="alert" title={title}>
      {fields.length > 0 ? fields.map((field) => field.message).join(' ') : detail}
    </Alert>
  );
}
