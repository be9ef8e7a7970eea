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

  /** Seals a secret that is kept elsewhere. */
  public String seal(String name, String secret) {
    return vault.seal(name, secret);
  }

  /** Opens it again. */
  public String open(String name, String sealed) {
    return vault.open(name, sealed);
  }

  /** What was remembered at one moment. */
  public final class Remembered {

    private final Map<String, String> texts;

    private Remembered(Map<String, String> texts) {
      this.texts = texts;
    }

    /** Whether it is known. */
    public boolean has(Item item) {
      return fixed.containsKey(item)
          || texts.containsKey(item.key())
          || suggested.containsKey(item);
    }

    /** Its value. */
    public Optional<String> get(Item item) {
      if (fixed.containsKey(item)) return Optional.of(fixed.get(item));
      String text = texts.get(item.key());
      if (text == null) return Optional.ofNullable(suggested.get(item));
      if (!item.isSecret()) return Optional.of(text);
      String secret = vault.open(item.key(), text);
      SecretLogFilter.know(secret);
      return Optional.of(secret);
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

    /** Keeps a value in place of the one before. */
    public Change keep(Item item, String value) {
      if (item.isSecret()) SecretLogFilter.know(value);
      String text = item.isSecret() ? vault.seal(item.key(), value) : value;
      kept.put(item.key(), new Entries.Entry(text, item.isSecret()));
      return this;
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

    /** Writes all of it in one transaction. */
    public void write() {
      entries.change(kept, forgotten);
    }
  }
}
