import { Pool } from 'undici';

/** A bare pool of connections that posts texts. */
export interface Poster {
  /** Posts every text, as many at a time as there are connections; throws when one is not answered 202. */
  post(path: string, texts: readonly string[], token: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens a pool of undici and nothing else: no order, no store, no second try. */
export function openPoster(url: string, connections: number): Poster {
  const pool = new Pool(url, { connections });
  const postOne = async (path: string, text: string, token: string): Promise<void> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const { statusCode, body } = await pool.request({ method: 'POST', path, headers, body: text });
    await body.dump();
    if (statusCode !== 202) throw new RangeError(`Expected 202, the answer is ${statusCode}`);
  };
  return {
    post: async (path, texts, token) => {
      let next = 0;
      const work = async (): Promise<void> => {
        for (let text = texts[next++]; text !== undefined; text = texts[next++]) await postOne(path, text, token);
      };
      await Promise.all(Array.from({ length: Math.min(connections, texts.length) }, work));
    },
    close: () => pool.close(),
  };
}
