import type Stripe from 'stripe';
import { type EndpointKind, listEndpoints } from './endpoint';
import { abandonRotation, beginRotation, proveSecret, type RotationTools, retireOld, seeEvents } from './rotate';
import { chooseRotation, type Rotation } from './rotation';

export type RotationOptions = {
  id?: string;
  types: string[];
  /** For an old endpoint of which Hookwell does not know it. */
  kind: EndpointKind;
  noEvents: boolean;
  abandon: boolean;
};

/**
 * Goes as far as it can from wherever the rotation stands, and says what has to be done before the next run. Throws
 * KnownError when a step does not prove to be good; nothing is lost then, and the same call goes on later.
 */
export async function runRotation(stripe: Stripe, options: RotationOptions, tools: RotationTools): Promise<void> {
  const chosen = chooseRotation(await listEndpoints(stripe), options.id);
  if (options.abandon) {
    if ('step' in chosen) return abandonRotation(stripe, chosen, tools);
    return tools.say(`No rotation of ${chosen.id} is under way: there is nothing to abandon.`);
  }
  let rotation: Rotation;
  let secret: string | undefined;
  if ('step' in chosen) {
    rotation = chosen;
    tools.say(`Going on: ${rotation.next.id} takes the place of ${rotation.old?.id ?? 'one that is gone'}.`);
  } else {
    ({ rotation, secret } = await beginRotation(stripe, chosen, options, tools));
    if (!(await tools.waitForApp())) return tools.say('When the app runs with it: npm run endpoint -- rotate');
  }
  if (rotation.step === 'secret') rotation = await proveSecret(stripe, rotation, secret, tools);
  if (rotation.step === 'events' && !(await seeEvents(stripe, rotation, options, tools))) return;
  await retireOld(stripe, rotation, tools);
}
