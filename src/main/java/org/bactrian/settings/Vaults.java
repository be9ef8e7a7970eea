package org.bactrian.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PropertyBindingSupport;

/**
 * The vaults that placeholders such as {@code {{aws:name}}} or {@code {{hashicorp:engine:name}}}
 * read from, configured by {@code camel.vault.} keys as in any Camel application.
 */
final class Vaults {

  private static final String PREFIX = "camel.vault.";

  private Vaults() {}

  static void configure(CamelContext context, Properties camel) {
    Map<String, Object> properties = new HashMap<>();
    for (String key : camel.stringPropertyNames()) {
      if (!key.startsWith(PREFIX)) continue;
      String[] words = key.substring(PREFIX.length()).split("\\.", 2);
      if (words.length < 2) continue;
      Object value = context.resolvePropertyPlaceholders(camel.getProperty(key));
      properties.put(words[0] + "VaultConfiguration." + words[1], value);
    }
    PropertyBindingSupport.build()
        .withCamelContext(context)
        .withTarget(context.getVaultConfiguration())
        .withProperties(properties)
        .withIgnoreCase(true)
        .withFluentBuilder(true)
        .bind();
  }
}
