package org.bactrian.marketo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.junit.jupiter.api.Test;

class MarketoMetadataTest {

  private static final String FIX =
      "src/generated does not fit the annotations of org.bactrian.marketo;"
          + " 'mvn -DskipTests package' renews it, then commit it";
  private static final Path COMMITTED =
      Path.of("src/generated/resources/META-INF/org/bactrian/marketo/marketo.json");

  /** Options of Camel's base classes. */
  private static final Set<String> CAMELS_OWN =
      Stream.<Class<?>>of(
              ScheduledPollEndpoint.class,
              DefaultEndpoint.class,
              HealthCheckComponent.class,
              DefaultComponent.class)
          .flatMap(type -> Stream.of(type.getDeclaredFields()))
          .map(Field::getName)
          .collect(Collectors.toSet());

  @Test
  void the_committed_options_are_those_of_the_component() throws IOException {
    Map<String, List<String>> annotated = configuration();
    for (Field field : MarketoComponent.class.getDeclaredFields()) {
      Metadata is = field.getAnnotation(Metadata.class);
      if (is != null)
        annotated.put(
            field.getName(), option(is.description(), is.defaultValue(), is.secret(), is.enums()));
    }
    assertThat(committed("componentProperties")).as(FIX).isEqualTo(annotated);
  }

  @Test
  void the_committed_options_are_those_of_the_endpoint() throws IOException {
    Map<String, List<String>> annotated = configuration();
    for (Field field : MarketoEndpoint.class.getDeclaredFields()) {
      UriPath path = field.getAnnotation(UriPath.class);
      UriParam is = field.getAnnotation(UriParam.class);
      if (path != null)
        annotated.put(
            field.getName(),
            option(path.description(), path.defaultValue(), path.secret(), path.enums()));
      if (is != null && !field.getName().equals("configuration"))
        annotated.put(
            field.getName(), option(is.description(), is.defaultValue(), is.secret(), is.enums()));
    }
    assertThat(committed("properties")).as(FIX).isEqualTo(annotated);
  }

  @Test
  void the_committed_headers_are_those_of_the_constants()
      throws IOException, IllegalAccessException {
    Map<String, List<String>> annotated = new TreeMap<>();
    for (Field field : MarketoConstants.class.getDeclaredFields()) {
      Metadata is = field.getAnnotation(Metadata.class);
      if (is != null)
        annotated.put(
            (String) field.get(null),
            option(is.description(), is.defaultValue(), is.secret(), is.enums()));
    }
    assertThat(committed("headers")).as(FIX).isEqualTo(annotated);
  }

  private static Map<String, List<String>> configuration() {
    Map<String, List<String>> annotated = new TreeMap<>();
    for (Field field : MarketoConfiguration.class.getDeclaredFields()) {
      UriParam is = field.getAnnotation(UriParam.class);
      annotated.put(
          field.getName(), option(is.description(), is.defaultValue(), is.secret(), is.enums()));
    }
    return annotated;
  }

  private static List<String> option(
      String description, String defaultValue, boolean secret, String enums) {
    return List.of(
        description, defaultValue, String.valueOf(secret), Arrays.toString(enums.split(",")));
  }

  private static Map<String, List<String>> committed(String section) throws IOException {
    Map<String, List<String>> options = new TreeMap<>();
    for (Map.Entry<String, JsonNode> each :
        new ObjectMapper().readTree(COMMITTED.toFile()).get(section).properties()) {
      if (CAMELS_OWN.contains(each.getKey())) continue;
      JsonNode option = each.getValue();
      List<String> enums = new ArrayList<>();
      StreamSupport.stream(option.path("enum").spliterator(), false)
          .forEach(value -> enums.add(value.asText()));
      options.put(
          each.getKey(),
          option(
              option.get("description").asText(),
              option.path("defaultValue").asText(),
              option.get("secret").asBoolean(),
              String.join(",", enums)));
    }
    return options;
  }
}
