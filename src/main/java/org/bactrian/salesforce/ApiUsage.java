package org.bactrian.salesforce;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;

/**
 * What Salesforce said last of the org's API calls in 24 hours, in the {@code Sforce-Limit-Info}
 * header of each answer: those of all its integrations together.
 */
public final class ApiUsage {

  private static final String HEADER = "Sforce-Limit-Info";
  private static final Pattern USAGE = Pattern.compile("api-usage=(\\d{1,18})/(\\d{1,18})");

  private volatile Calls last;

  /** Calls used of those that the org has. */
  public record Calls(long used, long allowed) {}

  /** Reads the answers to this component from now on. */
  public void listenTo(SalesforceComponent component) {
    component
        .getHttpClient()
        .getRequestListeners()
        .addListener(
            new Request.Listener() {
              @Override
              public void onQueued(Request request) {
                request.onResponseHeaders(ApiUsage.this::read);
              }
            });
  }

  /** What was said last, if anything was. */
  public Optional<Calls> last() {
    return Optional.ofNullable(last);
  }

  /** How many calls the org has in 24 hours, if Salesforce has said so. */
  public OptionalLong allowed() {
    Calls known = last;
    return known == null ? OptionalLong.empty() : OptionalLong.of(known.allowed());
  }

  private void read(Response response) {
    String said = response.getHeaders().get(HEADER);
    if (said == null) return;
    Matcher usage = USAGE.matcher(said);
    if (usage.find()) {
      last = new Calls(Long.parseLong(usage.group(1)), Long.parseLong(usage.group(2)));
    }
  }
}
