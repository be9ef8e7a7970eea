package org.bactrian.sandbox.salesforce.soap;

import java.util.List;
import org.bactrian.sandbox.salesforce.org.Conversion;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.org.Refusal;

/** Up to 100 leads that become contacts, each by itself. */
final class ConvertCall implements Operation {
  private static final int MOST = 100;

  private final Conversion conversion;

  ConvertCall(Org org) {
    conversion = new Conversion(org);
  }

  @Override
  public void answer(Dialect dialect, Element call, Xml out) {
    Operation.limit(call.children(), MOST);
    List<Conversion.Wish> wishes = call.children().stream().map(ConvertCall::wish).toList();
    for (Conversion.Wish wish : wishes) {
      out.open("result");
      try {
        if (wish.contactId() != null && wish.accountId() == null) {
          throw Refusal.of(
              "INVALID_ID_FIELD", "accountId must be specified when contactId is specified");
        }
        write(conversion.convert(wish), out);
      } catch (Refusal refusal) {
        out.textOrNil("accountId", null);
        out.textOrNil("contactId", null);
        out.error(refusal);
        out.textOrNil("leadId", wish.leadId());
        out.textOrNil("opportunityId", null);
        out.text("success", false);
      }
      out.close();
    }
  }

  private static Conversion.Wish wish(Element lead) {
    return new Conversion.Wish(
        id(lead, "leadId"),
        lead.text("convertedStatus"),
        id(lead, "contactId"),
        id(lead, "accountId"),
        id(lead, "ownerId"),
        lead.text("opportunityName"),
        !lead.says("doNotCreateOpportunity"),
        lead.says("overwriteLeadSource"));
  }

  private static String id(Element lead, String name) {
    String id = lead.text(name);
    return id == null ? null : RecordReader.id(id);
  }

  private static void write(Conversion.Outcome done, Xml out) {
    out.text("accountId", done.accountId());
    out.text("contactId", done.contactId());
    out.text("leadId", done.leadId());
    out.textOrNil("opportunityId", done.opportunityId());
    out.text("success", true);
  }
}
