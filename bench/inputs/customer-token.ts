/** The access token of a customer, `customer-7` for one, as long as Amazon's. */
export function customerToken(customer: string): string {
  return `gatehouse-secret-${customer}-`.padEnd(357, 'x');
}
