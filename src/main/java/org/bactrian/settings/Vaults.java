package org.bactrian.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PropertyBindingSupport;

/**
 * The vaults that placeholders such as {@code {{aws:name}}} or {@code {{hashicorp:engine:name}}}
 * read from, configured by {@code camel.vault.} keys as in any Camel application.
 */
final class Vaults {

  private static final String PREFIX = "camel.vault.";

  /** Camel's placeholders for vaults, and the component that has each; from its documentation. */
  private static final Map<String, String> COMPONENTS =
      Map.of(
          "aws", "camel-aws-secrets-manager",
          "azure", "camel-azure-key-vault",
          "gcp", "camel-google-secret-manager",
          "hashicorp", "camel-hashicorp-vault",
          "ibm", "camel-ibm-secrets-manager",
          "cyberark", "camel-cyberark-vault",
          "secret", "camel-kubernetes",
          "configmap", "camel-kubernetes");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z]+):");

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

  /**
   * Refuses a placeholder whose vault is not there: Camel would take the secret's name for its
   * value.
   */
  static void check(CamelContext context, String key, String value) {
    Matcher placeholder = PLACEHOLDER.matcher(value);
    while (placeholder.find()) {
      String component = COMPONENTS.get(placeholder.group(1));
      if (component != null
          && context.getPropertiesComponent().getPropertiesFunction(placeholder.group(1)) == null) {
        throw new SettingsException(
            "reading %s: {{%s:...}} needs %s and what it depends on beside Bactrian's own jars (java -cp 'target/bactrian.jar:target/lib/*:MORE/*' org.bactrian.cli.Commands)"
                .formatted(key, placeholder.group(1), component));
      }
    }
  }
}
