package org.bactrian.sandbox.marketo.program;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.store.Refusal;

/** The smart campaigns: one that calls can send people through, one that runs on its own. */
public final class Campaigns {
  private static final long TWO_YEARS = 2 * 365 * 86_400L;

  private final Instance instance;
  private final Map<Long, Campaign> campaigns = new LinkedHashMap<>();

  /** The campaigns of two of the programs. */
  public Campaigns(Instance instance, Programs programs) {
    this.instance = instance;
    List<Program> all = List.copyOf(programs.all().values());
    add("Campaign is Requested", "trigger", all.get(0));
    add("Send Newsletter", "batch", all.get(all.size() - 1));
  }

  private void add(String name, String type, Program program) {
    long id = 1001 + campaigns.size();
    long now = instance.clock().seconds();
    campaigns.put(id, new Campaign(id, name, type, program, now, new TreeMap<>()));
  }

  /** All campaigns by id. */
  public Map<Long, Campaign> all() {
    return campaigns;
  }

  /** The campaign with this id, or a refusal. */
  public Campaign need(long id) throws Refusal {
    Campaign campaign = campaigns.get(id);
    if (campaign == null) {
      throw new Refusal("1013", "Campaign not found");
    }
    return campaign;
  }

  /** Sends people through a campaign; one who is not there refuses the call. */
  public void trigger(Campaign campaign, List<Long> leads) throws Refusal {
    if (!campaign.isTriggerable()) {
      throw new Refusal("1003", "Campaign '" + campaign.id() + "' is not a trigger campaign");
    }
    for (long lead : leads) {
      if (!instance.leads().table().has(lead)) {
        throw new Refusal("1004", "Lead '" + lead + "' not found");
      }
    }
    leads.forEach(lead -> campaign.members().put(lead.intValue(), instance.clock().seconds()));
  }

  /**
   * Checks when a batch campaign is to run, in seconds since 1970; its run changes nothing here.
   */
  public void schedule(Campaign campaign, long runAt) throws Refusal {
    if (campaign.isTriggerable()) {
      throw new Refusal("1003", "Campaign '" + campaign.id() + "' is not a batch campaign");
    }
    if (runAt > instance.clock().seconds() + TWO_YEARS) {
      throw new Refusal("1042", "Invalid runAt date");
    }
  }

  /** Gives a person another's campaigns. */
  public void move(int from, int to) {
    for (Campaign campaign : campaigns.values()) {
      Long entered = campaign.members().remove(from);
      if (entered != null) {
        campaign.members().merge(to, entered, Math::min);
      }
    }
  }

  /** Takes a person out of all campaigns. */
  public void forget(int lead) {
    campaigns.values().forEach(campaign -> campaign.members().remove(lead));
  }
}
