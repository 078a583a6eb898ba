import { window } from 'vscode';
import type { Connection } from './connection';

/** Asks whether a secret may cross an unencrypted connection. */
export async function askPlainConsent(
  { name, user }: Connection,
  places: readonly string[],
): Promise<boolean> {
  const secret = user === undefined ? 'access key' : 'password';
  const send = 'Send It Unencrypted';
  const chosen = await window.showWarningMessage(
    `Send the ${secret} of ${name} over a connection that is not encrypted?`,
    {
      modal: true,
      detail: `${places.join(' and ')}: whoever can listen in the network on the way can read the ${secret}. Use grpcs:// or https:// if the service offers it. You are asked once for each address.`,
    },
    send,
  );
  return chosen === send;
}
