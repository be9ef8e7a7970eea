package org.bactrian.sandbox.marketo.rest;

import org.bactrian.sandbox.marketo.gate.Calls;
import org.bactrian.sandbox.marketo.gate.Gate;
import org.bactrian.sandbox.marketo.instance.Instance;

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
    new ListEndpoints(instance).mount(endpoints);
    new UsageEndpoints(instance, gate, calls).mount(endpoints);
    return endpoints;
  }
}
