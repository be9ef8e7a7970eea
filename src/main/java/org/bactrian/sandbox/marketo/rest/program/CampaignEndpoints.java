package org.bactrian.sandbox.marketo.rest.program;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.program.Campaign;
import org.bactrian.sandbox.marketo.program.Campaigns;
import org.bactrian.sandbox.marketo.rest.Endpoints;
import org.bactrian.sandbox.marketo.rest.Exchange;
import org.bactrian.sandbox.marketo.rest.Reply;
import org.bactrian.sandbox.marketo.store.DataType;
import org.bactrian.sandbox.marketo.store.Refusal;

/** Smart campaigns: which there are, sending people through one, scheduling one. */
public final class CampaignEndpoints {
  private static final int MOST_LEADS = 100;
  private static final int FIVE_MINUTES = 300;

  private final Instance instance;
  private final Campaigns campaigns;

  /** The doors of an instance's campaigns. */
  public CampaignEndpoints(Instance instance) {
    this.instance = instance;
    this.campaigns = instance.campaigns();
  }

  /** Registers them. */
  public void mount(Endpoints endpoints) {
    String one = "/rest/v1/campaigns/{id}";
    endpoints
        .get("/rest/v1/campaigns.json", this::list)
        .get(one + ".json", call -> one(campaigns.need(call.pathNumber("id"))))
        .post(one + "/trigger.json", this::trigger)
        .post(one + "/schedule.json", this::schedule);
  }

  private Reply list(Exchange call) throws Refusal {
    List<Long> ids = call.numbers("id");
    List<String> names = call.values("name");
    List<String> programs = call.values("programName");
    List<String> workspaces = call.values("workspaceName");
    boolean triggerable = List.of("1", "true").contains(String.valueOf(call.text("isTriggerable")));
    List<Campaign> found =
        campaigns.all().values().stream()
            .filter(c -> ids.isEmpty() || ids.contains(c.id()))
            .filter(c -> names.isEmpty() || names.contains(c.name()))
            .filter(c -> programs.isEmpty() || programs.contains(c.program().name()))
            .filter(c -> workspaces.isEmpty() || workspaces.contains("Default"))
            .filter(c -> !triggerable || c.isTriggerable())
            .toList();
    int from = Math.min(call.offset(), found.size());
    int to = Math.min(from + call.batchSize(), found.size());
    return Reply.success(
        out -> {
          out.writeArrayFieldStart("result");
          for (Campaign campaign : found.subList(from, to)) {
            print(out, campaign);
          }
          out.writeEndArray();
          if (to < found.size()) {
            out.writeStringField("nextPageToken", Exchange.token(to));
          }
        });
  }

  private static Reply one(Campaign campaign) throws Refusal {
    return Reply.result(out -> print(out, campaign));
  }

  private static void print(JsonGenerator out, Campaign campaign) throws IOException {
    out.writeStartObject();
    out.writeNumberField("id", campaign.id());
    out.writeStringField("name", campaign.name());
    out.writeStringField("type", campaign.type());
    out.writeNumberField("programId", campaign.program().id());
    out.writeStringField("programName", campaign.program().name());
    out.writeStringField("workspaceName", "Default");
    out.writeBooleanField("active", campaign.isTriggerable());
    out.writeStringField("createdAt", DataType.printInstant(campaign.createdAt()));
    out.writeStringField("updatedAt", DataType.printInstant(campaign.createdAt()));
    out.writeEndObject();
  }

  private Reply trigger(Exchange call) throws Refusal {
    Campaign campaign = campaigns.need(call.pathNumber("id"));
    JsonNode leads = call.json().path("input").path("leads");
    if (!leads.isArray() || leads.isEmpty()) {
      throw new Refusal("1002", "Missing value for required parameter 'leads'");
    }
    if (leads.size() > MOST_LEADS) {
      throw new Refusal("1003", "No more than 100 leads can be sent through a campaign");
    }
    List<Long> ids = new ArrayList<>();
    for (JsonNode lead : leads) {
      ids.add(Exchange.number("id", lead.path("id").asText()));
    }
    campaigns.trigger(campaign, ids);
    return one(campaign);
  }

  private Reply schedule(Exchange call) throws Refusal {
    Campaign campaign = campaigns.need(call.pathNumber("id"));
    JsonNode input = call.json().path("input");
    if (input.hasNonNull("cloneToProgramName")) {
      throw new Refusal("1003", "The sandbox does not simulate 'cloneToProgramName'");
    }
    campaigns.schedule(campaign, runAt(input));
    return one(campaign);
  }

  private long runAt(JsonNode input) throws Refusal {
    if (!input.hasNonNull("runAt")) {
      return instance.clock().seconds() + FIVE_MINUTES;
    }
    try {
      return DataType.instant(input.get("runAt").asText());
    } catch (DateTimeException e) {
      throw new Refusal("1001", "Invalid value '" + input.get("runAt").asText() + "' for 'runAt'");
    }
  }
}
