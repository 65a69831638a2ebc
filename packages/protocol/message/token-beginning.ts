/**
 * How a token of Login with Amazon begins, as the source of a regular expression, case aside: those of a customer (`Atza|`,
 * `Atzr|`) and those of a skill alone (`Atc|`), with the `|` plain, percent-encoded or as JSON may escape it. Whoever shows
 * what others wrote looks for it, for a token may stand where none belongs. Source: fact sheet 7.1; notice sheet 4, Response.
 */
export const TOKEN_BEGINNING: string = 'At(?:z[a-z]|c)(?:\\||%7c|\\\\+u007c)';
