import {
  type FormSchema,
  noticeCatalogue,
  noticeNames,
  noticeSchema,
  skillEventBodies,
  skillEventNames,
  skillEventSchema,
} from '@gatehouse/protocol';
import { labelSchema, type PublishedSchema, publishSchema } from './publish-schema.ts';

/** The schemas of every notice and of every skill event, by file name without its ending. */
export function createNoticeSchemas(): ReadonlyMap<string, PublishedSchema> {
  return new Map([
    ...noticeNames.map((name): Entry => {
      const members = { name: { const: name }, payload: noticeCatalogue[name].payload };
      const description = 'A notice as it is posted to /v1/proactiveEvents';
      return publish(`notice.${name}`, { name, description, schema: withMembers(noticeSchema, 'event', members) });
    }),
    ...skillEventNames.map((name): Entry => {
      const members = { type: { const: name }, body: skillEventBodies[name] };
      const description = 'A skill event as Alexa sends it to a skill';
      const schema = withMembers(skillEventSchema, 'request', members);
      return publish(`skill-event.${name}`, { name, description, schema });
    }),
  ]);
}

type Entry = [file: string, schema: PublishedSchema];

function publish(
  file: string,
  { name, description, schema }: { name: string; description: string; schema: FormSchema },
): Entry {
  const [part] = file.split('.');
  return [file, labelSchema({ id: `urn:gatehouse:${part}:${name}`, title: name, description }, publishSchema(schema))];
}

/** A form in whose member some members have another form. */
function withMembers(schema: FormSchema, owner: string, members: Readonly<Record<string, FormSchema>>): FormSchema {
  const owned = schema.properties?.[owner];
  const changed = { ...owned, properties: { ...owned?.properties, ...members } };
  return { ...schema, properties: { ...schema.properties, [owner]: changed } };
}
