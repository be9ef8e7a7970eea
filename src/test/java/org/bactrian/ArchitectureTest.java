package org.bactrian;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.ImportOption.OnlyIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What each package may not know: the tree is the architecture diagram. */
@AnalyzeClasses(packages = "org.bactrian", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] SQL = {
    "java.sql..", "javax.sql..", "org.jdbi..", "com.zaxxer.hikari..", "org.flywaydb..", "org.h2.."
  };
  private static final String[] HTTP = {
    "java.net.http..", "com.sun.net.httpserver..", "io.vertx..", "org.eclipse.jetty.."
  };

  /** What Camel's build makes of the component's annotations, in src/generated. */
  private static final Pattern GENERATED = Pattern.compile("Marketo.*(Configurer|UriFactory)");

  private static final int MOST_TYPES = 14;

  /** Packages that are too big today: they may shrink and not grow. */
  private static final Map<String, Integer> TOO_BIG =
      Map.of("org.bactrian.flow", 18, "org.bactrian.marketo.client", 18, "org.bactrian.state", 15);

  @ArchTest
  static final ArchRule no_cycles =
      slices()
          .matching("org.bactrian.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a part that needs another can't be what the other needs");

  @ArchTest
  static final ArchRule mapping_and_sync_are_pure =
      noClasses()
          .that()
          .resideInAnyPackage("org.bactrian.mapping..", "org.bactrian.sync..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.apache.camel..")
                  .or(resideInAnyPackage(SQL))
                  .or(resideInAnyPackage(HTTP)))
          .because("what a record becomes must be known without a system, a database or a route");

  @ArchTest
  static final ArchRule the_marketo_component_stands_alone =
      noClasses()
          .that()
          .resideInAPackage("org.bactrian.marketo..")
          .should()
          .dependOnClassesThat(oursOutside("org.bactrian.marketo.."))
          .because("it is a Camel component that anyone can take for itself");

  @ArchTest
  static final ArchRule the_marketo_client_knows_no_camel =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.bactrian.marketo.client..",
              "org.bactrian.marketo.people..",
              "org.bactrian.marketo.wire..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.camel..")
          .because("pacing and errors are the same without Camel");

  @ArchTest
  static final ArchRule an_exchange_with_marketo_knows_nothing_of_its_meaning =
      noClasses()
          .that()
          .resideInAPackage("org.bactrian.marketo.wire..")
          .should()
          .dependOnClassesThat(oursOutside("org.bactrian.marketo.wire.."))
          .because("what a code means is told once, in the client");

  @ArchTest
  static final ArchRule the_simulated_salesforce_stands_alone =
      noClasses()
          .that()
          .resideInAPackage("org.bactrian.sandbox.salesforce..")
          .should()
          .dependOnClassesThat(oursOutside("org.bactrian.sandbox.salesforce.."))
          .because("a simulation that shares code with its client shares the client's mistakes");

  @ArchTest
  static final ArchRule the_simulated_marketo_stands_alone =
      noClasses()
          .that()
          .resideInAPackage("org.bactrian.sandbox.marketo..")
          .should()
          .dependOnClassesThat(oursOutside("org.bactrian.sandbox.marketo.."))
          .because("a simulation that shares code with its client shares the client's mistakes");

  @ArchTest
  static final ArchRule only_the_composition_root_starts_the_sandbox =
      classes()
          .that()
          .resideInAPackage("org.bactrian.sandbox..")
          .should()
          .onlyHaveDependentClassesThat()
          .resideInAnyPackage(
              "org.bactrian", "org.bactrian.sandbox..", "org.bactrian.templates.sandbox..")
          .because("the sync must not be able to tell the simulated systems from the real ones");

  @ArchTest
  static final ArchRule sql_is_only_in_state =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.bactrian.state..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SQL)
          .because("a checkpoint and what it covers move in one transaction, which is state's");

  @ArchTest
  static final ArchRule the_console_asks_neither_system =
      noClasses()
          .that()
          .resideInAPackage("org.bactrian.console..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "java.net.http..", "org.bactrian.sandbox..", "org.eclipse.jetty.."))
          .because("a page that is open must cost no call");

  @ArchTest
  static final ArchRule only_the_composition_root_knows_the_console =
      classes()
          .that()
          .resideInAPackage("org.bactrian.console..")
          .should()
          .onlyHaveDependentClassesThat()
          .resideInAnyPackage(
              "org.bactrian",
              "org.bactrian.console..",
              "org.bactrian.templates..",
              "org.bactrian.cli")
          .because("what syncs must not depend on who watches");

  @ArchTest
  static final ArchRule java_talks_http_only_where_camel_has_no_endpoint =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.bactrian",
              "org.bactrian.connection.login",
              "org.bactrian.marketo.wire",
              "org.bactrian.sandbox..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.net.http..")
          .because("calls to both systems stand in the routes; only OAuth has no endpoint there");

  @ArchTest
  static final ArchRule no_client_asks_for_http_2 =
      noClasses()
          .should()
          .callMethod(HttpClient.class, "newHttpClient")
          .because("it would ask every server to upgrade, and not all get that right");

  @ArchTest
  static void tests_have_their_http_clients_from_one_place(JavaClasses main) {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.bactrian.local")
        .should()
        .callMethod(HttpClient.class, "newHttpClient")
        .orShould()
        .callMethod(HttpClient.class, "newBuilder")
        .because("there it is said that they speak HTTP/1.1")
        .check(
            new ClassFileImporter()
                .withImportOption(new OnlyIncludeTests())
                .importPackages("org.bactrian"));
  }

  @ArchTest
  static final ArchRule secrets_stay_in_the_connection =
      classes()
          .that()
          .resideInAPackage("org.bactrian.connection.memory..")
          .should()
          .onlyHaveDependentClassesThat()
          .resideInAnyPackage("org.bactrian.connection..", "org.bactrian", "org.bactrian.cli")
          .because("whoever can open a secret can lose it");

  @ArchTest
  static final ArchRule what_is_found_out_knows_no_secret =
      noClasses()
          .that()
          .resideInAPackage("org.bactrian.connection.check..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bactrian.connection.memory..", "org.bactrian.state..")
          .because("it only asks both systems, through the routes");

  @ArchTest
  static final ArchRule what_people_export_is_inert =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.bactrian.csv..", "org.bactrian.sandbox..", "org.bactrian.marketo..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("de.siegmar.fastcsv.writer..")
          .because("a cell that a spreadsheet runs is made inert in one place, which none forgets");

  @ArchTest
  static void a_package_is_small(JavaClasses classes) {
    Map<String, Long> sizes =
        classes.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .filter(type -> !type.getPackageName().startsWith("org.bactrian.templates"))
            .filter(type -> !GENERATED.matcher(type.getSimpleName()).matches())
            .collect(
                Collectors.groupingBy(
                    JavaClass::getPackageName, TreeMap::new, Collectors.counting()));
    assertThat(sizes).containsKeys("org.bactrian.mapping", "org.bactrian.sync");
    Map<String, Long> tooBig = new TreeMap<>(sizes);
    tooBig.values().removeIf(size -> size <= MOST_TYPES);
    assertThat(tooBig.keySet())
        .as("packages of more than %d types", MOST_TYPES)
        .isSubsetOf(TOO_BIG.keySet());
    tooBig.forEach(
        (name, size) ->
            assertThat(size.intValue()).as(name).isLessThanOrEqualTo(TOO_BIG.get(name)));
  }

  @ArchTest
  static void a_package_has_its_page(JavaClasses classes) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      assertThat(
              files
                  .filter(file -> file.toString().endsWith(".java"))
                  .map(Path::getParent)
                  .distinct())
          .hasSizeGreaterThan(10)
          .allSatisfy(folder -> assertThat(folder.resolve("package-info.java")).exists());
    }
  }

  private static DescribedPredicate<JavaClass> oursOutside(String itself) {
    return resideInAPackage("org.bactrian..").and(not(resideInAPackage(itself)));
  }
}
