package org.bactrian.salesforce.call;

import org.apache.camel.Producer;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.SalesforceEndpoint;
import org.apache.camel.component.salesforce.SalesforceProducer;
import org.apache.camel.component.salesforce.internal.OperationName;

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
