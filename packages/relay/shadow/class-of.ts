import { classOfProperty } from '@gatehouse/protocol';
import type { PropertyClass, PropertyKey } from './property-value.ts';

/** Tells the class of each property of one endpoint. */
export type ClassOf = (property: PropertyKey) => PropertyClass;

/** The class of a property as its interface has it, for an endpoint whose registration says nothing else. */
export const classByInterface: ClassOf = ({ namespace, name }) => classOfProperty(namespace, name);
