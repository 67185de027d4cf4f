package io.github.edvr4j.train.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.goldens.Goldens;
import io.github.edvr4j.goldens.Goldens.Entry;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class ScheduleTest {

  /** The rates of the published recipes, as BasicSR computes them. */
  @TestFactory
  Stream<DynamicTest> recipes() {
    Entry tables =
        Goldens.section("lr_tables").stream()
            .filter(entry -> entry.name().equals("rows_epoch_lr"))
            .findFirst()
            .orElseThrow();
    return tables.json().properties().stream()
        .map(
            table ->
                DynamicTest.dynamicTest(
                    table.getKey(), () -> recipe(schedule(table.getKey()), table.getValue())));
  }

  private static void recipe(Schedule schedule, JsonNode rows) {
    assertThat(rows).hasSizeGreaterThan(20);
    for (JsonNode row : rows) {
      double expected = row.get(1).asDouble();
      assertThat(schedule.rate(4e-4, row.get(0).asLong() + 1))
          .isCloseTo(expected, within(1e-12 * expected));
    }
  }

  private static Schedule schedule(String recipe) {
    String file =
        "train_EDVR_%s_x4_SR_REDS%s.yml"
            .formatted(recipe.charAt(0), recipe.endsWith("_woTSA") ? "_woTSA" : "");
    return TrainingOptions.of(
            OptionFile.read(Path.of("src", "test", "resources", "options", file), List.of()))
        .train()
        .schedule();
  }

  @Test
  void fallsAtMilestones() {
    Schedule schedule = new MultiStep(List.of(10L, 20L), 0.5);
    assertThat(schedule.rate(8, 1)).isEqualTo(8);
    assertThat(schedule.rate(8, 10)).isEqualTo(8);
    assertThat(schedule.rate(8, 11)).isEqualTo(4);
    assertThat(schedule.rate(8, 21)).isEqualTo(2);
  }
}
