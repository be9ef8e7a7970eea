package org.bactrian.salesforce.call;

import org.apache.camel.Producer;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.SalesforceEndpoint;
import org.apache.camel.component.salesforce.SalesforceProducer;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.internal.OperationName;
import org.bactrian.salesforce.LastingSalesforce;

/** camel-salesforce's endpoint, whose calls are bounded. */
public final class CallEndpoint extends SalesforceEndpoint {

  private final CallLimits limits;

  /** As that endpoint. */
  public CallEndpoint(
      SalesforceEndpoint endpoint, SalesforceComponent component, CallLimits limits) {
    super(
        endpoint.getEndpointUri(),
        component,
        endpoint.getConfiguration(),
        endpoint.getOperationName(),
        endpoint.getTopicName());
    this.limits = limits;
  }

  /**
   * Whether a call failed since the org is at another host now, to which the next call goes.
   *
   * @param young whether it may be an outage that passes, as far as tries tell
   */
  boolean isElsewhere(PendingCall call, CallFailed failed, boolean young)
      throws SalesforceException {
    if (!(getComponent() instanceof LastingSalesforce salesforce)) return false;
    if (call.uri().isEmpty() || !failed.isNoSalesforce(young)) return false;
    try {
      return salesforce.hasMovedFrom(call.uri().get());
    } catch (SalesforceException login) {
      if (failed.kind() == CallFailed.Kind.REDIRECTED) throw login;
      failed.addSuppressed(login);
      return false;
    }
  }

  CallLimits limits() {
    return limits;
  }

  @Override
  public Producer createProducer() throws Exception {
    OperationName operation = getOperationName();
    if (operation == null) return super.createProducer();
    return new CallProducer(this, new SalesforceProducer(this), limits);
  }
}
