package org.bactrian.connection.memory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bactrian.audit.AuditEvent;
import org.bactrian.process.SecretLogFilter;
import org.bactrian.state.connection.Entries;

/** What is remembered of the connection, in the database and so the same for every process. */
public final class Memory {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .build();

  private final Entries entries;
  private final Vault vault;
  private final Map<Item, String> fixed;
  private final Map<Item, String> suggested;

  /**
   * @param vault null for those who ask for no secret
   * @param fixed what the settings say, in place of what is remembered
   * @param suggested what the settings say where nothing is remembered
   */
  public Memory(
      Entries entries, Vault vault, Map<Item, String> fixed, Map<Item, String> suggested) {
    this.entries = entries;
    this.vault = vault;
    this.fixed = Map.copyOf(fixed);
    this.suggested = Map.copyOf(suggested);
  }

  /** All of it, as it is now. */
  public Remembered now() {
    return new Remembered(entries.all());
  }

  /** Whether the settings say it, so that it can't be changed here. */
  public boolean isFixed(Item item) {
    return fixed.containsKey(item);
  }

  /** Seals a secret for one address, to be kept elsewhere. */
  public String seal(String name, String address, String secret) {
    return vault.seal(name, address, secret);
  }

  /** Opens it again; nothing if it is for another address. */
  public Optional<String> open(String name, String address, String sealed) {
    return vault.open(name, address, sealed);
  }

  /**
   * Binds secrets that an earlier release stored without an address to the one that they went to;
   * those without one are forgotten.
   */
  public void bindUnbound() {
    Map<String, String> texts = entries.all();
    Remembered known = new Remembered(texts);
    Change change = change();
    for (Item item : Item.values()) {
      String text = texts.get(item.key());
      if (!item.isSecret() || text == null || Vault.address(text).isPresent()) continue;
      Optional<String> address = known.get(item.goesTo());
      if (address.isEmpty()) change.forget(item);
      else change.keep(item, address.get(), vault.open(item.key(), text));
    }
    if (!change.isEmpty()) change.write();
  }

  /** What was remembered at one moment. */
  public final class Remembered {

    private final Map<String, String> texts;

    private Remembered(Map<String, String> texts) {
      this.texts = texts;
    }

    /** Whether it is known; of a secret, whether it is for the address that is known now. */
    public boolean has(Item item) {
      if (!item.isSecret()) return get(item).isPresent();
      return boundTo(item).isPresent() && boundTo(item).equals(get(item.goesTo()));
    }

    /**
     * The value of what is no secret.
     *
     * @throws IllegalArgumentException if it is one: {@link #secret} wants to know where it goes
     */
    public Optional<String> get(Item item) {
      if (item.isSecret()) throw new IllegalArgumentException(item.key() + " is a secret");
      if (fixed.containsKey(item)) return Optional.of(fixed.get(item));
      String text = texts.get(item.key());
      return Optional.ofNullable(text == null ? suggested.get(item) : text);
    }

    /** The address that a secret is for, whatever is connected now. */
    public Optional<String> boundTo(Item item) {
      if (fixed.containsKey(item)) return Optional.ofNullable(fixed.get(item.goesTo()));
      return Optional.ofNullable(texts.get(item.key())).flatMap(Vault::address);
    }

    /** A secret, to be sent to this address; nothing if there is none, or it is for another. */
    public Optional<String> secret(Item item, String address) {
      if (!boundTo(item).equals(Optional.of(address))) return Optional.empty();
      if (fixed.containsKey(item)) return Optional.of(fixed.get(item));
      Optional<String> secret = vault.open(item.key(), address, texts.get(item.key()));
      secret.ifPresent(SecretLogFilter::know);
      return secret;
    }

    /** A value that the caller knows to be there. */
    public String need(Item item) {
      return get(item).orElseThrow(() -> new IllegalStateException(item.key() + " is not there"));
    }

    /** A record that was kept. */
    public <T> Optional<T> get(Item item, Class<T> type) {
      return get(item).map(text -> read(text, type));
    }

    private static <T> T read(String text, Class<T> type) {
      try {
        return JSON.readValue(text, type);
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Begins a change, which is written as a whole. */
  public Change change() {
    return new Change();
  }

  /** Several things that are remembered and forgotten at once. */
  public final class Change {

    private final Map<String, Entries.Entry> kept = new LinkedHashMap<>();
    private final List<String> forgotten = new ArrayList<>();
    private final List<AuditEvent> audited = new ArrayList<>();

    /**
     * Keeps a value that is no secret in place of the one before.
     *
     * @throws IllegalArgumentException if it is one
     */
    public Change keep(Item item, String value) {
      if (item.isSecret()) throw new IllegalArgumentException(item.key() + " is a secret");
      kept.put(item.key(), new Entries.Entry(value, false));
      return this;
    }

    /** Keeps a secret that is for this address, in place of the one before. */
    public Change keep(Item item, String address, String secret) {
      SecretLogFilter.know(secret);
      String text = vault.seal(item.key(), address, secret);
      kept.put(item.key(), new Entries.Entry(text, true));
      return this;
    }

    private boolean isEmpty() {
      return kept.isEmpty() && forgotten.isEmpty();
    }

    /** Keeps a record. */
    public Change keepAll(Item item, Object record) {
      try {
        return keep(item, JSON.writeValueAsString(record));
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Forgets these. */
    public Change forget(Item... items) {
      return forget(Arrays.asList(items));
    }

    /** Forgets these. */
    public Change forget(Collection<Item> items) {
      items.forEach(item -> forgotten.add(item.key()));
      return this;
    }

    /** Tells the audit trail of it. */
    public Change audit(AuditEvent event) {
      audited.add(event);
      return this;
    }

    /** Writes all of it in one transaction. */
    public void write() {
      entries.change(kept, forgotten, audited);
    }
  }
}
