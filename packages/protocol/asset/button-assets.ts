import type { Asset } from './asset.ts';

const buttons =
  'Off On Brighten Dim Main Top Bottom Center Middle Up Down Left Right First Second Third Fourth Fifth Sixth Seventh Eighth';
const presses = 'Double_Press Double_Push Long_Press Long_Push Single_Press Single_Push';

/**
 * The buttons of a remote, and how they are pressed. Source: simple-event-source interface, Instance friendly name
 * assets and Event friendly name assets.
 */
export const buttonAssets: readonly Asset[] = [
  ...buttons.split(' ').map(
    (name): Asset => ({
      assetId: `Alexa.Button.${name}Button`,
      friendlyName: `${name} button`,
      names: 'instance',
    }),
  ),
  ...presses.split(' ').map((name): Asset => {
    const [count = '', verb = ''] = name.split('_');
    return { assetId: `Alexa.Button.${count}${verb}`, friendlyName: `${count} ${verb.toLowerCase()}`, names: 'event' };
  }),
];
