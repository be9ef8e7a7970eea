package org.bactrian.marketo.client;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A kind of record that Marketo keeps, and where its API has it.
 *
 * @param name the word a route uses for it, such as {@code customobjects/car}
 * @param path its path, without {@code .json}
 */
public record Resource(String name, String path) {

  public static final Resource LEADS = new Resource("leads", "/rest/v1/leads");
  public static final Resource COMPANIES = new Resource("companies", "/rest/v1/companies");
  public static final Resource SALESPERSONS = new Resource("salespersons", "/rest/v1/salespersons");
  public static final Resource OPPORTUNITIES =
      new Resource("opportunities", "/rest/v1/opportunities");
  public static final Resource OPPORTUNITY_ROLES =
      new Resource("opportunityroles", "/rest/v1/opportunities/roles");

  private static final List<Resource> STANDARD =
      List.of(LEADS, COMPANIES, SALESPERSONS, OPPORTUNITIES, OPPORTUNITY_ROLES);
  private static final String CUSTOM = "customobjects/";
  private static final Pattern API_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  /** The custom object with this API name. */
  public static Resource customObject(String apiName) {
    if (!API_NAME.matcher(apiName).matches())
      throw new IllegalArgumentException("'" + apiName + "' is not a custom object's API name");
    return new Resource(CUSTOM + apiName, "/rest/v1/customobjects/" + apiName);
  }

  /** The resource with this {@link #name()}; an unknown one is an IllegalArgumentException. */
  public static Resource of(String name) {
    if (name.startsWith(CUSTOM)) return customObject(name.substring(CUSTOM.length()));
    return STANDARD.stream()
        .filter(each -> each.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown Marketo resource '" + name + "'; there are " + names()));
  }

  /** Of fields that were asked for, the one that names a record; null if it was not asked for. */
  String key(List<String> fields) {
    String key = equals(LEADS) ? "id" : "marketoGUID";
    return fields.contains(key) ? key : null;
  }

  /** The names that {@link #of(String)} knows, for messages. */
  public static String names() {
    return String.join(", ", STANDARD.stream().map(Resource::name).toList())
        + ", customobjects/NAME";
  }
}
