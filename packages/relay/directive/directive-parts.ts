import { textAt } from '@gatehouse/protocol';

/** Something that a directive came in. */
interface WithDirective {
  readonly directive: unknown;
}

const HEADER = ['directive', 'header'];

/** What ties a later answer to the directive. */
export function correlationTokenOf({ directive }: WithDirective): string | undefined {
  return textAt(directive, [...HEADER, 'correlationToken']);
}

/** The endpoint that the directive is for. */
export function endpointIdOf({ directive }: WithDirective): string | undefined {
  return textAt(directive, ['directive', 'endpoint', 'endpointId']);
}

/** The interface that the directive belongs to. */
export function namespaceOf({ directive }: WithDirective): string | undefined {
  return textAt(directive, [...HEADER, 'namespace']);
}

/** Interface and name: `Alexa.PowerController.TurnOn`. */
export function nameOf(given: WithDirective): string {
  return `${namespaceOf(given)}.${textAt(given.directive, [...HEADER, 'name'])}`;
}
