import { createBrowserRouter } from 'react-router';
import { CustomerPage } from '../customers/CustomerPage';
import { CustomersPage } from '../customers/CustomersPage';
import { EventsPage } from '../events/EventsPage';
import { HomePage } from '../home/HomePage';
import { MailboxPage } from '../mailbox/MailboxPage';
import { MessagesPage } from '../messages/MessagesPage';
import { ScenariosPage } from '../scenarios/ScenariosPage';
import { LoginPage } from '../session/LoginPage';
import { SettingsPage } from '../settings/SettingsPage';
import { SuppressionsPage } from '../suppressions/SuppressionsPage';
import { CrashPage, NotFoundPage } from './CrashPage';
import { Shell } from './Shell';

export const router = createBrowserRouter([
  { path: '/login', element: <LoginPage />, errorElement: <CrashPage /> },
  {
    path: '/',
    element: <Shell />,
    errorElement: <CrashPage />,
    hydrateFallbackElement: <></>,
    children: [
      {
        errorElement: <CrashPage />,
        children: [
          { index: true, element: <HomePage /> },
          { path: 'events', element: <EventsPage /> },
          { path: 'customers', element: <CustomersPage /> },
          { path: 'customers/:id', element: <CustomerPage /> },
          { path: 'scenarios', element: <ScenariosPage /> },
          {
            path: 'scenarios/:id',
            lazy: async () => ({ Component: (await import('../scenarios/ScenarioPage')).ScenarioPage }),
          },
          { path: 'messages', element: <MessagesPage /> },
          { path: 'suppressions', element: <SuppressionsPage /> },
          { path: 'mailbox', element: <MailboxPage /> },
          { path: 'mailbox/:id', element: <MailboxPage /> },
          { path: 'settings', element: <SettingsPage /> },
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
  },
]);
