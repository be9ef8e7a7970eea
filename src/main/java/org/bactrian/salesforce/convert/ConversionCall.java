package org.bactrian.salesforce.convert;

import java.util.ArrayList;
import java.util.List;
import org.bactrian.salesforce.soap.Envelope;
import org.bactrian.salesforce.soap.Operation;
import org.bactrian.salesforce.soap.SoapCall;
import org.bactrian.salesforce.soap.SoapError;
import org.bactrian.salesforce.soap.SoapFault;
import org.bactrian.salesforce.soap.SoapResult;

/**
 * Asks for conversions, up to 100.
 *
 * @param conversions in the order in which they are done
 */
public record ConversionCall(List<Conversion> conversions) implements SoapCall<ConversionResult> {

  /** Keeps its own copy. */
  public ConversionCall {
    conversions = List.copyOf(conversions);
  }

  @Override
  public Operation operation() {
    return Operation.CONVERT;
  }

  @Override
  public int size() {
    return conversions.size();
  }

  @Override
  public void write(Envelope envelope) {
    for (Conversion conversion : conversions) write(envelope, conversion);
  }

  /** In the order of the WSDL, which Salesforce insists on. */
  private static void write(Envelope envelope, Conversion conversion) {
    envelope.open("p:leadConverts");
    envelope.text("p:accountId", conversion.accountId());
    envelope.text("p:contactId", conversion.contactId());
    envelope.text("p:convertedStatus", conversion.status());
    envelope.text("p:doNotCreateOpportunity", "true");
    envelope.text("p:leadId", conversion.leadId());
    envelope.text("p:overwriteLeadSource", "false");
    if (conversion.ownerId() != null) envelope.text("p:ownerId", conversion.ownerId());
    envelope.text("p:sendNotificationEmail", "false");
    envelope.close();
  }

  @Override
  public List<ConversionResult> results(List<SoapResult> results) {
    List<ConversionResult> all = new ArrayList<>();
    for (SoapResult each : results) {
      all.add(new ConversionResult(conversions.get(all.size()), each.success(), each.errors()));
    }
    return all;
  }

  /** What the sync user may not do stops nothing but conversions. */
  @Override
  public List<ConversionResult> refused(SoapFault fault) {
    if (!ConversionResult.isForbidden(fault.code())) throw fault;
    SoapError error = new SoapError(fault.code(), fault.words(), List.of());
    return conversions.stream()
        .map(each -> new ConversionResult(each, false, List.of(error)))
        .toList();
  }
}
