import { Button, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordForm } from './PasswordForm';
import { useSession } from './SessionContext';

const putOff = 'kikkake.passwordLater';

/** After the first login with the printed password: asks for a new one, once per browser session. */
export function PasswordPrompt() {
  const { t } = useTranslation();
  const { mustChangePassword } = useSession();
  const [later, setLater] = useState(() => sessionStorage.getItem(putOff) === 'yes');
  const decline = () => {
    sessionStorage.setItem(putOff, 'yes');
    setLater(true);
  };
  return (
    <Modal
      opened={mustChangePassword && !later}
      onClose={decline}
      title={t('password.promptTitle')}
      closeButtonProps={{ 'aria-label': t('password.later') }}
    >
      <Text size="sm" c="dimmed" mb="md">
        {t('password.promptText')}
      </Text>
      <PasswordForm
        secondary={
          <Button variant="subtle" color="gray" onClick={decline}>
            {t('password.later')}
          </Button>
        }
      />
    </Modal>
  );
}
