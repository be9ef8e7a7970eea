package org.bactrian.marketo.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BatchTest {

  @Property(tries = 60)
  void every_record_is_in_one_batch_in_order_and_every_batch_fits(
      @ForAll @Size(max = 60) List<@IntRange(max = 120) Integer> kilobytes,
      @ForAll @IntRange(max = 700) int small) {
    List<Map<String, Object>> records = new ArrayList<>();
    for (int kb : kilobytes) records.add(Map.of("x", "é".repeat(kb * 500)));
    for (int i = 0; i < small; i++) records.add(Map.of("n", i));
    List<Integer> unsendable = new ArrayList<>();
    List<Batch> batches =
        Batch.split(Map.of("action", "createOnly"), records, r -> unsendable.add(r.index()));
    assertThat(unsendable).isEmpty();
    assertThat(batches.stream().flatMap(b -> b.rows().stream()).map(Batch.Row::index))
        .containsExactlyElementsOf(IntStream.range(0, records.size()).boxed().toList());
    for (Batch batch : batches) {
      assertThat(batch.rows()).hasSizeBetween(1, Batch.MOST_ROWS);
      assertThat(batch.body()).hasSizeLessThanOrEqualTo(Batch.MOST_BYTES);
      List<?> input = (List<?>) FakeMarketo.read(new String(batch.body(), UTF_8)).get("input");
      assertThat(input)
          .isEqualTo(batch.rows().stream().map(row -> records.get(row.index())).toList());
    }
    for (int i = 1; i < batches.size(); i++) {
      Batch before = batches.get(i - 1);
      assertThat(
              before.rows().size() == Batch.MOST_ROWS
                  || before.body().length + 1 + batches.get(i).rows().get(0).json().length
                      > Batch.MOST_BYTES)
          .isTrue();
    }
  }

  @Property(tries = 50)
  void halves_together_are_the_whole(@ForAll @IntRange(min = 2, max = 300) int size) {
    Batch whole =
        Batch.split(
                Map.of(),
                IntStream.range(0, size).mapToObj(n -> Map.<String, Object>of("n", n)).toList(),
                unsendable -> {})
            .get(0);
    List<Batch> halves = whole.halves();
    assertThat(Stream.of(halves.get(0), halves.get(1)).flatMap(b -> b.rows().stream()).toList())
        .isEqualTo(whole.rows());
    assertThat(halves).noneMatch(half -> half.rows().isEmpty());
  }
}
