import assert from 'node:assert/strict';
import { isJsonObject, type JsonObject, memberOf } from '@gatehouse/protocol';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** One exchange with the relay's API. */
export interface ApiExchange {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly sent: unknown;
  readonly status: number;
  readonly contentType: string;
  readonly body: unknown;
}

/** The relay's own description of its API, as what its answers are held against. */
export class ApiContract {
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  readonly #paths: readonly { readonly pattern: RegExp; readonly path: string; readonly item: JsonObject }[];
  readonly #checks = new Map<string, ValidateFunction>();

  constructor(document: unknown) {
    const closed = closeObjects(document);
    this.#ajv.addSchema(closed as JsonObject, 'answers');
    this.#ajv.addSchema(document as JsonObject, 'requests');
    this.#paths = Object.entries(memberOf(closed, 'paths') as JsonObject).map(([path, item]) => {
      return { pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}/?$`), path, item: item as JsonObject };
    });
  }

  /** Fails when an answer is not described: its status, its type, or a member of its body. */
  check({ method, path, sent, status, contentType, body }: ApiExchange): void {
    const found = this.#find(path.split('?')[0] ?? '', method.toLowerCase());
    // Unknown paths and methods are answered as problems, and described nowhere.
    if (found === undefined) {
      assert.ok([400, 401, 403, 404, 405, 503].includes(status), `${method} ${path} answered ${status}`);
      return;
    }
    const { operation, pointer } = found;
    const answer = memberOf(memberOf(operation, 'responses'), String(status));
    assert.ok(answer, `${method} ${path} answered ${status}, which is not described`);
    const content = memberOf(answer, 'content');
    if (body === undefined) {
      assert.equal(content, undefined, `${method} ${path} answered ${status} without a body`);
      return;
    }
    const type = contentType.split(';')[0] ?? '';
    assert.ok(memberOf(content, type), `${method} ${path} answered ${status} as ${type}, which is not described`);
    this.#judge(
      `answers#${pointer}/responses/${status}/content/${encodeToken(type)}/schema`,
      body,
      `${method} ${path} → ${status}`,
    );
    if (status < 300 && sent !== undefined) {
      this.#judge(
        `requests#${pointer}/requestBody/content/application~1json/schema`,
        sent,
        `what ${method} ${path} took`,
      );
    }
  }

  #find(path: string, method: string): { operation: unknown; pointer: string } | undefined {
    const known = this.#paths.filter(({ pattern, item }) => pattern.test(path) && item[method] !== undefined);
    // A path without parameters wins, as the server has it.
    const [first] = known.toSorted((a, b) => a.path.split('{').length - b.path.split('{').length);
    if (first === undefined) return undefined;
    return { operation: first.item[method], pointer: `/paths/${encodeToken(first.path)}/${method}` };
  }

  #judge(pointer: string, value: unknown, what: string): void {
    const ref = encodeURI(pointer);
    const check = this.#checks.get(ref) ?? this.#ajv.compile({ $ref: ref });
    this.#checks.set(ref, check);
    assert.ok(check(value), `${what}: ${this.#ajv.errorsText(check.errors)}`);
  }
}

function encodeToken(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Where members are named no others may be: what is answered and not described is a fault. Callers may rely on less. */
function closeObjects(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closeObjects);
  if (!isJsonObject(value)) return value;
  const closed = Object.fromEntries(Object.entries(value).map(([name, member]) => [name, closeObjects(member)]));
  const named = isJsonObject(value.properties) && value.type === 'object' && value.additionalProperties === undefined;
  return named ? { ...closed, additionalProperties: false } : closed;
}
