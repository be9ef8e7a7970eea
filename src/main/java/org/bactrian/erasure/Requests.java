package org.bactrian.erasure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bactrian.audit.Actor;
import org.bactrian.mapping.Mapping;
import org.bactrian.mapping.Mappings;
import org.bactrian.mapping.MarketoObject;
import org.bactrian.state.DeadLetter;
import org.bactrian.state.Links;
import org.bactrian.state.people.Erasures;
import org.bactrian.state.people.Erasures.Erasure;
import org.bactrian.state.people.Erasures.Item;
import org.bactrian.sync.merge.Side;
import org.bactrian.why.Stories;
import org.bactrian.why.Story;

/** What belongs to a person who is to be forgotten. */
public final class Requests {

  private final Stories stories;
  private final Links links;
  private final Erasures erasures;
  private final Mappings mappings;

  public Requests(Stories stories, Links links, Erasures erasures, Mappings mappings) {
    this.stories = stories;
    this.links = links;
    this.erasures = erasures;
    this.mappings = mappings;
  }

  /**
   * What would be deleted.
   *
   * @param items the records of both sides
   * @param addresses their e-mail addresses, as far as they are remembered, in lower case
   */
  public record Request(List<Item> items, Set<String> addresses) {}

  /** What belongs to whoever has this id; empty if nobody does that is known. */
  public Optional<Request> of(String id) {
    Story story = stories.of(id);
    boolean isPerson =
        story.pairs().stream().anyMatch(pair -> pair.marketoObject().equals(MarketoObject.PERSON))
            || story.deadLetters().stream().anyMatch(this::isOfPerson)
            || !story.erasures().isEmpty();
    if (!isPerson) return Optional.empty();
    Set<Item> items = new LinkedHashSet<>();
    story.erasures().forEach(erasure -> erasure.items().forEach(i -> items.add(fresh(i))));
    for (String theirs : story.ids(Side.SALESFORCE)) {
      items.add(Item.of(Side.SALESFORCE, MarketoObject.PERSON, theirs));
    }
    // What was made of the record itself, such as the company of a lead, is theirs as well.
    for (Story.Pair pair : story.pairs()) {
      items.add(Item.of(Side.MARKETO, pair.marketoObject(), pair.marketoId()));
    }
    for (String theirs : story.ids(Side.MARKETO)) {
      items.add(Item.of(Side.MARKETO, MarketoObject.PERSON, theirs));
    }
    return Optional.of(new Request(new ArrayList<>(items), addresses(story)));
  }

  private boolean isOfPerson(DeadLetter letter) {
    return mappings
        .named(letter.mapping())
        .filter(mapping -> mapping.marketoObject().isPerson())
        .isPresent();
  }

  private static Item fresh(Item item) {
    return Item.of(item.side(), item.marketoObject(), item.id());
  }

  private Set<String> addresses(Story story) {
    Set<String> addresses = new HashSet<>();
    for (Story.Pair pair : story.pairs()) {
      links
          .of(pair.marketoObject(), List.of(pair.salesforceId()))
          .values()
          .forEach(link -> Forgetting.add(addresses, link.matchValue()));
    }
    for (DeadLetter letter : story.deadLetters()) {
      for (Mapping mapping : mappings.inOrder()) {
        if (mapping.matchField().isEmpty()) continue;
        Mapping.MatchPair match = mapping.match().get(1);
        boolean ofMarketo = letter.salesforceId() == null;
        Forgetting.add(
            addresses, letter.record().get(ofMarketo ? match.marketo() : match.salesforce()));
      }
    }
    return addresses;
  }

  /** How far an erasure is. */
  public Erasure find(long erasure) {
    return erasures.find(erasure).orElseThrow();
  }

  /** Begins to forget them: the next run, or the route of forgetting, does the rest. */
  public Erasure begin(Request request, Actor by) {
    return erasures.begin(request.items(), request.addresses(), by);
  }
}
