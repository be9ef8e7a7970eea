package org.bactrian.sandbox.marketo.rest;

import org.bactrian.sandbox.marketo.gate.Calls;
import org.bactrian.sandbox.marketo.gate.Gate;
import org.bactrian.sandbox.marketo.instance.Instance;
import org.bactrian.sandbox.marketo.rest.activity.ActivityEndpoints;
import org.bactrian.sandbox.marketo.rest.activity.ActivityTypeEndpoints;
import org.bactrian.sandbox.marketo.rest.activity.CustomActivityEndpoints;
import org.bactrian.sandbox.marketo.rest.activity.CustomTypeEndpoints;
import org.bactrian.sandbox.marketo.rest.program.CampaignEndpoints;
import org.bactrian.sandbox.marketo.rest.program.MemberEndpoints;
import org.bactrian.sandbox.marketo.rest.program.MembershipEndpoints;
import org.bactrian.sandbox.marketo.rest.program.ProgramEndpoints;
import org.bactrian.sandbox.marketo.rest.schema.CustomObjectEndpoints;
import org.bactrian.sandbox.marketo.rest.schema.FieldEndpoints;

/** Everything below {@code /rest}. */
public final class RestApi {
  private RestApi() {}

  /** The endpoints of an instance; {@code gate} and {@code calls} are what its usage page shows. */
  public static Endpoints of(Instance instance, Gate gate, Calls calls) {
    Endpoints endpoints = new Endpoints();
    new LeadEndpoints(instance).mount(endpoints);
    new FieldEndpoints(instance).mount(endpoints);
    new ObjectEndpoints(instance).mount(endpoints);
    new CustomObjectEndpoints(instance).mount(endpoints);
    new ActivityEndpoints(instance).mount(endpoints);
    new ActivityTypeEndpoints(instance).mount(endpoints);
    new ListEndpoints(instance).mount(endpoints);
    new CustomTypeEndpoints(instance).mount(endpoints);
    new CustomActivityEndpoints(instance).mount(endpoints);
    new ProgramEndpoints(instance).mount(endpoints);
    new MemberEndpoints(instance).mount(endpoints);
    new MembershipEndpoints(instance).mount(endpoints);
    new CampaignEndpoints(instance).mount(endpoints);
    NotSimulated.mount(endpoints);
    new UsageEndpoints(instance, gate, calls).mount(endpoints);
    return endpoints;
  }
}
