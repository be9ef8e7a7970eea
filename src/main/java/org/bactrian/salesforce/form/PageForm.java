package org.bactrian.salesforce.form;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bactrian.mapping.SalesforceId;
import org.bactrian.sync.Change;

/**
 * The form that a page of a query's answer must have: each record names its object and has what
 * tells it from others and orders it, and a page that is not the last names the next one, which is
 * where the query was asked. Of a page with one bad record nothing is taken: the checkpoint would
 * move past what can't be told.
 *
 * @param fields those that were asked for, as far as that is known
 */
public record PageForm(Collection<String> fields) {

  /** Of a page of whose query nothing is known. */
  static final PageForm ANY = new PageForm(Set.of());

  private static final Pattern QUERY =
      Pattern.compile("(?:^|[?&]q=)\\s*SELECT\\s+([^(]+?)\\s+FROM\\s", Pattern.CASE_INSENSITIVE);

  private static final String Q = "?q=";
  private static final Set<String> PAGE = Set.of("totalSize", "done", "nextRecordsUrl", "records");
  private static final Set<String> RECORD = Set.of("attributes", "Id", "SystemModstamp");
  private static final Set<String> ATTRIBUTES = Set.of("type");

  /** Anything else could take the access token to another host. */
  private static final Pattern NEXT_PAGE =
      Pattern.compile("/services/data/v\\d+\\.\\d+/query(?:All)?/[\\w-]+");

  /** What a query in SOQL asks for. */
  static PageForm of(String query) {
    Matcher found = QUERY.matcher(query);
    // What is counted, grouped or asked about children has records of other forms.
    if (!found.find()) return ANY;
    return new PageForm(Set.of(found.group(1).split("\\s*,\\s*")));
  }

  /** Whether a part of a batch, as camel-salesforce prints it, is a query. */
  static boolean isQuery(String request) {
    return request.contains(Q);
  }

  /** As {@link #of}, of a query that is a part of a batch. */
  static PageForm ofRequest(String request) {
    String query = request.substring(request.indexOf(Q) + Q.length());
    try {
      return of(URLDecoder.decode(query, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return of(query); // Whoever made it did not encode it.
    }
  }

  /** What a page was found to be, in a phrase, if it is not of this form. */
  public Optional<String> misfit(Map<?, ?> page) {
    if (!(page.get("totalSize") instanceof Number)
        || !(page.get("records") instanceof List<?> records)) {
      return Optional.of("no page of records");
    }
    Object next = page.get("nextRecordsUrl");
    if (!(page.get("done") instanceof Boolean done) || done == (next != null)) {
      return Optional.of("a page that does not say whether it is the last, or which is the next");
    }
    if (next != null && !(next instanceof String url && NEXT_PAGE.matcher(url).matches())) {
      return Optional.of("a page whose next one is none of this org's queries");
    }
    for (int i = 0; i < records.size(); i++) {
      Optional<String> found = recordMisfit(records.get(i));
      if (found.isPresent()) return Optional.of("a page whose record " + (i + 1) + found.get());
    }
    return Optional.empty();
  }

  private Optional<String> recordMisfit(Object each) {
    if (!(each instanceof Map<?, ?> record)) return Optional.of(" is none");
    boolean typed =
        record.get("attributes") instanceof Map<?, ?> attributes
            && attributes.get("type") instanceof String;
    if (!typed) return Optional.of(" does not say of which object it is");
    if (fields.contains("Id")
        && !(record.get("Id") instanceof String id && SalesforceId.isOne(id))) {
      return Optional.of(" has no Id");
    }
    return fields.contains("SystemModstamp") && !isInstant(record.get("SystemModstamp"))
        ? Optional.of(" has no SystemModstamp")
        : Optional.empty();
  }

  private static boolean isInstant(Object value) {
    try {
      return value instanceof String text && Change.instant(text) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /**
   * The same of a page as it came, of which no more is read than that.
   *
   * @throws IOException if it is not JSON, or breaks off
   */
  Optional<String> misfit(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) return misfit(Map.of());
    Map<String, Object> page = object(json, PAGE);
    if (json.nextToken() != null) return misfit(Map.of());
    return misfit(page);
  }

  /** The named parts of the object at which a parser is; the parser is at its end then. */
  private static Map<String, Object> object(JsonParser json, Set<String> names) throws IOException {
    Map<String, Object> parts = new HashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      Object part = part(json, name, names.contains(name));
      if (part != null) parts.put(name, part);
    }
    return parts;
  }

  private static Object part(JsonParser json, String name, boolean isWanted) throws IOException {
    JsonToken token = json.currentToken();
    if (isWanted && name.equals("records") && token == JsonToken.START_ARRAY) {
      List<Object> records = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        records.add(part(json, "record", true));
      }
      return records;
    }
    if (isWanted && name.equals("record") && token == JsonToken.START_OBJECT) {
      return object(json, RECORD);
    }
    if (isWanted && name.equals("attributes") && token == JsonToken.START_OBJECT) {
      return object(json, ATTRIBUTES);
    }
    if (token.isStructStart()) json.skipChildren();
    if (!isWanted) return null;
    if (token == JsonToken.VALUE_STRING) return json.getText();
    if (token.isBoolean()) return json.getBooleanValue();
    return token.isNumeric() ? json.getNumberValue() : null;
  }
}
