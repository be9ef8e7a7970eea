package org.bactrian.mapping.file;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.mapping.Finding;
import org.bactrian.mapping.Mapping;

/** Checks what mappings of one folder mean together. */
final class FolderLint {

  private FolderLint() {}

  static void check(List<Mapping> mappings, List<Finding> findings) {
    Map<String, Mapping> pairs = new HashMap<>();
    Mapping creating = null;
    for (Mapping mapping : mappings) {
      String pair = mapping.salesforceObject() + " to " + mapping.marketoObject().word();
      Mapping other = pairs.putIfAbsent(pair, mapping);
      if (other != null) {
        findings.add(
            Finding.error(
                mapping.file(),
                mapping.line(),
                "%s maps %s already; put the rules of both into one file"
                    .formatted(other.file(), pair)));
      }
      if (mapping.creation().isEmpty()) continue;
      if (creating == null) {
        creating = mapping;
        continue;
      }
      findings.add(
          Finding.error(
              mapping.file(),
              mapping.creation().get().line(),
              "create-in-salesforce: %s says already which people become records; say it in one"
                  .formatted(creating.file())));
    }
  }
}
