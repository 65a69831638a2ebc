/** What to do when a customer says one of these actions. Source: fact sheet 3.5, semantics. */
export interface ActionMapping {
  readonly '@type': 'ActionsToDirective';
  readonly actions: readonly [string, ...string[]];
  readonly directive: { readonly name: string; readonly payload: Readonly<Record<string, unknown>> };
}

/** Which value, or which range of values, one of these states is. Source: fact sheet 3.5, semantics. */
export type StateMapping =
  | {
      readonly '@type': 'StatesToValue';
      readonly states: readonly [string, ...string[]];
      readonly value: string | number;
    }
  | {
      readonly '@type': 'StatesToRange';
      readonly states: readonly [string, ...string[]];
      readonly range: { readonly minimumValue: number; readonly maximumValue: number };
    };

/** What `open`, `close`, `raise` and `lower` mean for a capability. Source: fact sheet 3.5, semantics. */
export interface Semantics {
  readonly actionMappings?: readonly ActionMapping[];
  readonly stateMappings?: readonly StateMapping[];
}

/** Ties actions (`Alexa.Actions.Open`) to a directive of the capability. */
export function actionsToDirective(
  actions: ActionMapping['actions'],
  directive: { readonly name: string; readonly payload?: Readonly<Record<string, unknown>> },
): ActionMapping {
  return { '@type': 'ActionsToDirective', actions, directive: { payload: {}, ...directive } };
}

/** Ties states (`Alexa.States.Open`) to a value of the capability. */
export function statesToValue(states: readonly [string, ...string[]], value: string | number): StateMapping {
  return { '@type': 'StatesToValue', states, value };
}

/** Ties states (`Alexa.States.Open`) to the values from `minimumValue` to `maximumValue`. */
export function statesToRange(
  states: readonly [string, ...string[]],
  range: { readonly minimumValue: number; readonly maximumValue: number },
): StateMapping {
  return { '@type': 'StatesToRange', states, range };
}
