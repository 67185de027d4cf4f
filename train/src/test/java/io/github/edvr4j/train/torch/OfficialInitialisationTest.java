package io.github.edvr4j.train.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.model.EdvrConfig;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("narrow")
class OfficialInitialisationTest {

  private static final OfficialInitialisation WEIGHTS =
      OfficialInitialisation.of(EdvrConfig.m(), 10);

  @ParameterizedTest
  @CsvSource({
    "conv_first.weight, 1728, 27",
    "conv_first.bias, 64, 27",
    "pcd_align.offset_conv1.l2.weight, 73728, 1152",
    "pcd_align.dcn_pack.l1.weight, 36864, 576",
    "fusion.feat_fusion.weight, 20480, 320",
    "upconv2.bias, 256, 576"
  })
  void isUniform(String name, int elements, int fanIn) {
    double bound = 1 / Math.sqrt(fanIn);
    float[] values = WEIGHTS.get(name, elements);
    Percentage tolerance = Percentage.withPercentage(elements > 1000 ? 3 : 25);
    assertThat(max(values)).isLessThanOrEqualTo(bound).isCloseTo(bound, tolerance);
    assertThat(deviation(values)).isCloseTo(bound / Math.sqrt(3), tolerance);
    assertThat(mean(values)).isCloseTo(0, within(4 * bound / Math.sqrt(3 * elements)));
  }

  @ParameterizedTest
  @CsvSource({"feature_extraction.3.conv2.weight", "reconstruction.0.conv1.weight"})
  void isNormalInResidualBlocks(String name) {
    double deviation = 0.1 * Math.sqrt(2.0 / 576);
    float[] values = WEIGHTS.get(name, 36864);
    assertThat(deviation(values)).isCloseTo(deviation, Percentage.withPercentage(3));
    assertThat(max(values)).isGreaterThan(3 * deviation);
    double withinOne =
        IntStream.range(0, values.length).filter(i -> Math.abs(values[i]) < deviation).count();
    assertThat(withinOne / values.length).isCloseTo(0.6827, within(0.01));
  }

  @ParameterizedTest
  @CsvSource({
    "pcd_align.dcn_pack.l3.bias, 64",
    "pcd_align.cas_dcnpack.conv_offset.weight, 124416",
    "pcd_align.cas_dcnpack.conv_offset.bias, 216",
    "feature_extraction.0.conv1.bias, 64"
  })
  void isZero(String name, int elements) {
    assertThat(WEIGHTS.get(name, elements)).containsOnly(0f);
  }

  @Test
  void followsFromTheSeed() {
    assertThat(OfficialInitialisation.of(EdvrConfig.m(), 10).get("conv_hr.weight", 36864))
        .isEqualTo(WEIGHTS.get("conv_hr.weight", 36864));
    assertThat(OfficialInitialisation.of(EdvrConfig.m(), 11).get("conv_hr.weight", 36864))
        .isNotEqualTo(WEIGHTS.get("conv_hr.weight", 36864));
  }

  private static double max(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> Math.abs(values[i])).max().orElse(0);
  }

  private static double mean(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElse(0);
  }

  private static double deviation(float[] values) {
    return Math.sqrt(
        IntStream.range(0, values.length)
            .mapToDouble(i -> (double) values[i] * values[i])
            .average()
            .orElse(0));
  }
}
