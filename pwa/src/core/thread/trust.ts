/** Who may be shown as a coach now: the pinned organisation, and the certificates it has signed. */
import { keysRecord, pinFields, pinnedCoaches, pinnedKeys } from '../vault/pins.ts';
import type { Vault } from '../vault/types.ts';
import type { ThreadApi } from './api.ts';
import { verified } from './certificate.ts';
import { trusted } from './pinning.ts';
import type { Coach, Coaches, Finding, OrganisationKeys } from './types.ts';

type TrustVault = Pick<Vault, 'entries' | 'coming' | 'write'>;

/** The organisation as the server's pack names it now; null when it cannot be had. */
export type Fresh = () => Promise<OrganisationKeys | null>;

export class Trust {
  /** False once the pack was seen to name another organisation than the pinned one. */
  standing: 'none' | 'changed' | 'trusted' = 'none';
  private readonly vault: TrustVault;
  private readonly api: ThreadApi;
  private organisation: OrganisationKeys;
  private readonly now: () => number;
  private readonly fresh: Fresh;

  constructor(
    vault: TrustVault,
    api: ThreadApi,
    organisation: OrganisationKeys,
    now: () => number,
    fresh: Fresh = async () => null,
  ) {
    this.vault = vault;
    this.api = api;
    this.organisation = organisation;
    this.now = now;
    this.fresh = fresh;
  }

  /** Holds the pack's key against the pinned ones. */
  async weigh(): Promise<{ pin: boolean }> {
    const found = await trusted(this.organisation, pinnedKeys(this.vault.entries));
    this.standing = found.trust;
    return { pin: found.trust === 'trusted' && found.pin };
  }

  /**
   * Asks the server who is active, and verifies each. `known`: the keys that coaches were met with before. A pack that was kept
   * here may be older than a change of the organisation's key: before anybody is called forged the pack is fetched anew.
   */
  async look(known: Coach[]): Promise<Coaches> {
    const found = await this.judge(known);
    if (!found.findings.some(({ code }) => code === 'forged-certificate' || code === 'organisation-changed'))
      return found;
    // Offline: what was found with the pack that is kept here stands.
    const newer = await this.fresh().catch(() => null);
    if (!newer || JSON.stringify(newer) === JSON.stringify(this.organisation)) return found;
    this.organisation = newer;
    return this.judge(known);
  }

  private async judge(known: Coach[]): Promise<Coaches> {
    // What was pinned may not be here yet.
    if (this.vault.coming === 'fetching') return { ok: false, why: 'gone', findings: [] };
    const { pin } = await this.weigh();
    if (this.standing === 'none') return { ok: false, why: 'none', findings: [] };
    if (this.standing === 'changed')
      return { ok: false, why: 'untrusted', findings: [{ code: 'organisation-changed' }] };
    const answer = await this.api.coaches();
    if (!answer.ok) {
      const { why } = answer;
      return { ok: false, why: why === 'offline' || why === 'newer' ? why : 'gone', findings: [] };
    }
    const { key } = this.organisation;
    const keys = new Map<string, string>();
    // Of two keys that devices were shown for one coach, neither is believed.
    for (const { id, key: met } of [...known, ...pinnedCoaches(this.vault.entries)])
      keys.set(id, keys.has(id) && keys.get(id) !== met ? '' : met);
    const found = await verified(answer.value, key, this.now(), keys);
    if (pin) await this.vault.write(keysRecord, keysRecord, await pinFields([key]));
    if (found.coaches.length > 0) return { ok: true, ...found };
    const { findings }: { findings: Finding[] } = found;
    return { ok: false, why: findings.length > 0 ? 'untrusted' : 'none', findings };
  }
}
