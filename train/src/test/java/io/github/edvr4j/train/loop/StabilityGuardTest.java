package io.github.edvr4j.train.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.train.loop.Learner.Findings;
import io.github.edvr4j.train.loop.StabilityGuard.Finding;
import io.github.edvr4j.train.loop.StabilityGuard.Trouble;
import io.github.edvr4j.train.options.GuardOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StabilityGuardTest {

  private static final double PLAIN = 0.04;

  private final List<String> warnings = new ArrayList<>();
  private final StabilityGuard guard =
      new StabilityGuard(new GuardOptions(100, 50, 3, 2, 5, 20_000, 100), warnings::add);

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void seesWhatIsNotFinite(double value) {
    assertThat(trouble(new Findings(value, PLAIN, 1, Map.of(), Map.of())))
        .contains(Trouble.NOT_FINITE);
    assertThat(trouble(new Findings(0.02, PLAIN, value, Map.of(), Map.of())))
        .contains(Trouble.NOT_FINITE);
    assertThat(trouble(offset(value))).contains(Trouble.OFFSETS);
  }

  @Test
  void waitsForLargeOffsetsToGoAway() {
    assertThat(trouble(offset(101))).isEmpty();
    assertThat(trouble(offset(101))).isEmpty();
    assertThat(trouble(offset(99))).isEmpty();
    assertThat(trouble(offset(101))).isEmpty();
    assertThat(trouble(offset(101))).isEmpty();
    assertThat(trouble(offset(101))).contains(Trouble.OFFSETS);
  }

  @Test
  void doesNotWaitWithHugeOffsets() {
    assertThat(trouble(offset(65_085))).contains(Trouble.OFFSETS);
  }

  @Test
  void warnsOncePerLayer() {
    trouble(offset(49));
    assertThat(warnings).isEmpty();
    trouble(offset(51));
    trouble(offset(52));
    assertThat(warnings).singleElement().asString().contains("pcd_align.dcn_pack.l1", "51");
  }

  @Test
  void seesALossThatStaysHigh() {
    for (int step = 0; step < 30; step++) {
      assertThat(trouble(loss(0.8))).isEmpty();
    }
    assertThat(trouble(loss(3))).isEmpty();
    assertThat(trouble(loss(0.8))).as("one odd batch does no harm").isEmpty();
    assertThat(trouble(loss(3))).isEmpty();
    assertThat(trouble(loss(3))).isEmpty();
    assertThat(trouble(loss(3))).contains(Trouble.LOSS);
  }

  @Test
  void seesALossThatRisesSlowly() {
    for (int step = 0; step < 60; step++) {
      assertThat(trouble(loss(0.9))).isEmpty();
    }
    List<Trouble> troubles = new ArrayList<>();
    for (double ratio = 0.9; troubles.isEmpty() && ratio < 1.7; ratio *= 1.005) {
      trouble(loss(ratio)).ifPresent(troubles::add);
    }
    assertThat(troubles).containsExactly(Trouble.LOSS);
    guard.restart();
    assertThat(trouble(loss(1.6))).as("it gets time to fall again").isEmpty();
  }

  @Test
  void goesOnWithWhatItKnew() {
    for (int step = 0; step < 30; step++) {
      trouble(loss(0.8));
    }
    trouble(loss(3));
    trouble(loss(3));
    StabilityGuard later =
        new StabilityGuard(new GuardOptions(100, 50, 3, 2, 5, 20_000, 100), warnings::add);
    later.remember(guard.memory());
    assertThat(later.check(loss(3)).map(Finding::trouble)).contains(Trouble.LOSS);
    assertThat(later.memory().usual()).hasSize(30);
  }

  @Test
  void letsHardBatchesBe() {
    trouble(loss(0.8));
    for (int step = 0; step < 10; step++) {
      assertThat(trouble(new Findings(0.4, 0.5, 1, Map.of(), Map.of()))).isEmpty();
    }
  }

  @Test
  void letsANetworkBegin() {
    for (double ratio = 8; ratio > 0.7; ratio *= 0.99) {
      assertThat(trouble(loss(ratio))).isEmpty();
    }
  }

  private Optional<Trouble> trouble(Findings findings) {
    return guard.check(findings).map(Finding::trouble);
  }

  private static Findings offset(double mean) {
    return new Findings(
        0.02,
        PLAIN,
        1,
        Map.of("pcd_align.dcn_pack.l1", mean, "pcd_align.cas_dcnpack", 1.0),
        Map.of());
  }

  private static Findings loss(double ratio) {
    return new Findings(ratio * PLAIN, PLAIN, 1, Map.of(), Map.of());
  }
}
