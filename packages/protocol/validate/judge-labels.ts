import { labelSchema } from '../asset/label.ts';
import { resolveAsset } from '../asset/resolve-asset.ts';
import { describeValue } from '../form/describe.ts';
import { createForm, type Form } from '../form/form.ts';
import { isJsonObject, textAt } from '../json/json-object.ts';
import type { Findings, Path } from './findings.ts';

const labelForm: Form = createForm(labelSchema);

/**
 * Judges the names that a capability gives to its instance, its modes, its presets and its events, wherever they stand:
 * their form, and whether a button or a gesture is one of the global catalogue. Source: fact sheet 3.5, friendlyNames,
 * and 12, row 29.
 */
export function judgeLabels(findings: Findings, value: unknown, path: Path): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      judgeLabels(findings, item, [...path, index]);
    });
  } else if (isJsonObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      if (name === 'friendlyNames' && Array.isArray(member)) {
        member.forEach((label: unknown, index) => {
          judgeLabel(findings, label, [...path, name, index]);
        });
      } else {
        judgeLabels(findings, member, [...path, name]);
      }
    }
  }
}

function judgeLabel(findings: Findings, label: unknown, path: Path): void {
  findings.judgeForm(labelForm, { value: label, path, rename: () => 'discovery-label' });
  const assetId = textAt(label, ['value', 'assetId']);
  if (assetId === undefined || !/^Alexa\.(?:Button|Gestures?)\./.test(assetId)) {
    return;
  }
  const found = resolveAsset(assetId);
  const at = [...path, 'value', 'assetId'];
  if (found === undefined) {
    findings.report('discovery-asset', at, `is ${describeValue(assetId)}; the catalogue has no such button or gesture`);
  } else if (found.misprint) {
    const says = `is ${assetId}, a misprint of the documents; they mean ${found.asset.assetId}`;
    findings.report('discovery-asset-misprint', at, says);
  }
}
