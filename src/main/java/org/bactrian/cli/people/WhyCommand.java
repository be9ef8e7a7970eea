package org.bactrian.cli.people;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.PrintStream;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.bactrian.Bactrian;
import org.bactrian.cli.Commands;
import org.bactrian.cli.invocation.Invocation;
import org.bactrian.mapping.Mappings;
import org.bactrian.settings.SettingsException;
import org.bactrian.state.Database;
import org.bactrian.state.DeadLetter;
import org.bactrian.state.people.ConsentJournal.Event;
import org.bactrian.state.people.Erasures;
import org.bactrian.state.people.FormerIds.Former;
import org.bactrian.why.Stories;
import org.bactrian.why.Story;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code why}: where the values of a person come from; asks neither system. */
@Command(
    name = "why",
    description = "Says where each value of a person comes from: when, which side, which rule.")
public final class WhyCommand implements Callable<Integer> {

  private final Invocation invocation;

  @Parameters(paramLabel = "ID", description = "A Salesforce id or a Marketo id.")
  private String id;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  WhyCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws Exception {
    return invocation.onDatabase(this::tell);
  }

  private int tell(Database database) throws JsonProcessingException {
    Mappings mappings = Bactrian.mappings(invocation.settings());
    Erasures erasures = new Erasures(database, Clock.systemUTC());
    Story story = new Stories(database, mappings, erasures).of(id);
    if (story.isUnknown()) {
      throw new SettingsException(
          "nothing is remembered of '%s'; give a Salesforce id (15 or 18 characters) or a Marketo id of a record that was synced or parked"
              .formatted(id));
    }
    if (json) invocation.out().println(text(story));
    else tell(story, invocation.out());
    return Commands.DONE;
  }

  private static String text(Story story) throws JsonProcessingException {
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .build()
        .writeValueAsString(story);
  }

  private static void tell(Story story, PrintStream out) {
    for (Story.Pair pair : story.pairs()) {
      out.printf(
          "%s %s is Marketo %s %s (mapping %s, last agreed at its version of %s)%n",
          pair.salesforceObject(),
          pair.salesforceId(),
          pair.marketoObject(),
          pair.marketoId(),
          pair.mapping(),
          pair.at());
      for (Story.Value value : pair.values()) out.println("  " + line(value));
    }
    for (Former each : story.former()) out.println(line(each));
    for (DeadLetter letter : story.deadLetters()) {
      out.printf(
          "Dead letter %d (%s): %s%n    -> %s%n",
          letter.id(), letter.code(), letter.message(), letter.suggestion());
    }
    for (Event event : story.consent()) out.println(line(event));
    for (Erasures.Erasure erasure : story.erasures()) ForgetCommand.receipt(erasure, out);
  }

  private static String line(Story.Value value) {
    return "%s = %s, from %s at %s: %s%s"
        .formatted(
            value.marketoField(),
            quoted(value.value()),
            value.from().word(),
            value.at(),
            value.why().words(),
            value.before() == null ? "" : "; before it was " + quoted(value.before()));
  }

  private static String line(Former each) {
    String fate =
        each.successor() == null ? " is no one's any more" : " became " + each.successor();
    return "%s id %s%s: %s at %s"
        .formatted(
            each.side().word(), each.id(), fate, each.reason().name().toLowerCase(), each.since());
  }

  private static String line(Event event) {
    return "Consent: %s %s -> %s, told by %s, at %s: %s"
        .formatted(
            event.field(),
            event.before() == null ? "nothing" : event.before(),
            event.after(),
            event.from().name().toLowerCase(),
            event.at(),
            event.why().words());
  }

  private static String quoted(String value) {
    return value == null ? "nothing" : '"' + value + '"';
  }
}
