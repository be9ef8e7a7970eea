package org.bactrian.sandbox.salesforce.rest.describe;

import java.util.HashMap;
import java.util.Map;
import org.bactrian.sandbox.salesforce.org.Org;
import org.bactrian.sandbox.salesforce.rest.wire.Answer;
import org.bactrian.sandbox.salesforce.rest.wire.Call;
import org.bactrian.sandbox.salesforce.rest.wire.Edition;
import org.bactrian.sandbox.salesforce.rest.wire.Json;
import org.bactrian.sandbox.salesforce.schema.ObjectType;

/** The describes, and since when each says what it says. */
public final class Describes {
  private final Org org;
  private final DescribeJson json;
  private final Map<String, Edition> editions = new HashMap<>();

  /** The describes of this org. */
  public Describes(Org org) {
    this.org = org;
    json = new DescribeJson(org.schema());
  }

  /** Answers with the list of all objects. */
  public Answer global(Call call) {
    return answer(call, "", out -> json.global(out, call.version()));
  }

  /** Answers with all there is to say of an object. */
  public Answer of(Call call, ObjectType type) {
    return answer(call, type.name(), out -> json.describe(out, call.version(), type));
  }

  /** What is said of an object in the list of all. */
  public Answer.Body summary(Call call, ObjectType type) {
    return out -> json.summary(out, call.version(), type);
  }

  private Answer answer(Call call, String name, Answer.Body body) {
    if (!call.method().equals("GET")) {
      throw call.methodNotAllowed("GET,HEAD");
    }
    byte[] text = Json.bytes(body);
    String tag = Edition.tag(text);
    long now = org.stamps().now();
    Edition edition =
        editions.merge(
            call.version() + name,
            new Edition(tag, now),
            (known, fresh) -> known.tag().equals(tag) ? known : later(known, fresh));
    return edition.answer(call, () -> Answer.ok(body));
  }

  // Dates in headers have whole seconds: what changed is never dated in the second of what it was.
  private static Edition later(Edition known, Edition fresh) {
    return new Edition(fresh.tag(), Math.max(fresh.modified(), known.modified() + 1000));
  }
}
