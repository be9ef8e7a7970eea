package org.bactrian.sync.merge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bactrian.mapping.Mapping;

/**
 * By what one person is told from others where no key is: the address, or else both names. Blanks
 * around them and case do not count.
 *
 * @param email or null
 * @param firstName or null, as is the last name then
 */
public record Likeness(String email, String firstName, String lastName) {

  /** Of a Salesforce record, by API name. */
  public static Likeness of(Map<String, Object> record) {
    String first = text(record.get("FirstName"));
    String last = text(record.get("LastName"));
    boolean named = first != null && last != null;
    return new Likeness(text(record.get("Email")), named ? first : null, named ? last : null);
  }

  /** Those that are like it: by their address, or if none is, by their names. */
  public <C> List<C> among(List<C> candidates, Function<C, Map<String, Object>> record) {
    List<C> same =
        candidates.stream()
            .filter(each -> email != null && email.equals(of(record.apply(each)).email()))
            .toList();
    if (!same.isEmpty() || lastName == null) return same;
    return candidates.stream().filter(each -> hasNames(of(record.apply(each)))).toList();
  }

  private boolean hasNames(Likeness other) {
    return lastName.equals(other.lastName()) && firstName.equals(other.firstName());
  }

  private static String text(Object value) {
    return Optional.ofNullable(value)
        .map(Mapping::folded)
        .filter(text -> !text.isEmpty())
        .orElse(null);
  }
}
