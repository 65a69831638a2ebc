import { encodeCapabilitiesPage } from './capabilities-page.ts';
import { encodeMessagesPage } from './messages-page.ts';
import { encodeNoticesPage } from './notices-page.ts';
import { encodeRulesPage } from './rules-page.ts';

/** The generated pages of the protocol's reference, by their path in the repository. */
export function createReferencePages(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/capabilities.md', encodeCapabilitiesPage()],
    ['docs/messages.md', encodeMessagesPage()],
    ['docs/notices.md', encodeNoticesPage()],
    ['docs/rules.md', encodeRulesPage()],
  ]);
}
