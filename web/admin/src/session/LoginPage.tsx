import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { IconTerminal2 } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { AppearanceMenu } from '../app/AppearanceMenu';
import { api } from '../api/api';
import { Problem } from '../api/problem';
import { LogoMark } from '../ui/Logo';
import { useDocumentTitle } from '../ui/Page';
import { useProblemText } from '../ui/States';
import classes from './LoginPage.module.css';
import { sessionKey, useSessionQuery } from './useSession';

export function LoginPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [search] = useSearchParams();
  const next = insideThisApp(search.get('next'));
  const session = useSessionQuery();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  useDocumentTitle(t('login.title'));

  const signIn = useMutation({
    mutationFn: () => api.session.signIn(email.trim(), password),
    onSuccess: (signedIn) => {
      queries.setQueryData(sessionKey, signedIn);
      void navigate(next, { replace: true });
    },
  });

  if (session.data) return <Navigate to={next} replace />;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!signIn.isPending) signIn.mutate();
  };

  return (
    <main className={classes.page}>
      <div className={classes.corner}>
        <AppearanceMenu />
      </div>
      <div className={classes.box}>
        <div className={classes.brand}>
          <LogoMark size={40} />
          <h1 className={classes.title}>{t('login.heading')}</h1>
          <p className={classes.lead}>{t('login.lead')}</p>
        </div>
        <form className={classes.form} onSubmit={submit}>
          {signIn.isError && <SignInProblem error={signIn.error} />}
          <TextInput
            label={t('login.email')}
            type="email"
            name="email"
            autoComplete="username"
            required
            withAsterisk={false}
            autoFocus
            size="md"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('login.password')}
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            size="md"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': t('login.showPassword') }}
          />
          <Button type="submit" size="md" loading={signIn.isPending} fullWidth>
            {t('login.submit')}
          </Button>
        </form>
        <p className={classes.hint}>
          <IconTerminal2 size={17} stroke={1.7} aria-hidden />
          <span>{t('login.firstStart')}</span>
        </p>
      </div>
    </main>
  );
}

function SignInProblem({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const { title, detail } = useProblemText(error);
  const refused = error instanceof Problem && error.status === 401;
  return (
    <Alert color="red" variant="light" role="alert" title={refused ? t('login.refused') : title}>
      {refused ? t('login.refusedDetail') : detail}
    </Alert>
  );
}

/** Only a path of this app may follow the login, never an address from a crafted link. */
function insideThisApp(path: string | null): string {
  return path && /^\/(?![/\\])/.test(path) && !path.startsWith('/login') ? path : '/';
}
