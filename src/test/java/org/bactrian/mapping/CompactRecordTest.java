package org.bactrian.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class CompactRecordTest {

  @Property
  void it_is_the_record_that_it_was_made_of(
      @ForAll List<@AlphaChars @StringLength(max = 2) String> names, @ForAll int seed) {
    var random = new java.util.Random(seed);
    Map<String, Object> record = new LinkedHashMap<>();
    for (String name : names) record.put(name, random.nextBoolean() ? null : random.nextInt());

    Map<String, Object> compact = CompactRecord.of(record);

    assertThat(compact).isEqualTo(record).hasSameSizeAs(record).hasSameHashCodeAs(record);
    assertThat(List.copyOf(compact.keySet())).isEqualTo(List.copyOf(record.keySet()));
    List<String> told = new ArrayList<>();
    compact.forEach((name, value) -> told.add(name + value));
    List<String> expected = new ArrayList<>();
    record.forEach((name, value) -> expected.add(name + value));
    assertThat(told).isEqualTo(expected);
    record.forEach((name, value) -> assertThat(compact.get(name)).isEqualTo(value));
    record.values().removeIf(Objects::isNull);
    assertThat(CompactRecord.without(compact, Objects::isNull)).isEqualTo(record);
    assertThat(compact.containsKey("none")).isFalse();
    assertThat(compact.get("none")).isNull();
  }

  @Test
  void it_cannot_be_modified() {
    Map<String, Object> compact = CompactRecord.of(new LinkedHashMap<>(Map.of("Id", "1")));
    Assertions.assertThatThrownBy(() -> compact.put("Id", "2"))
        .isInstanceOf(UnsupportedOperationException.class);
    Assertions.assertThatThrownBy(() -> compact.remove("Id"))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
