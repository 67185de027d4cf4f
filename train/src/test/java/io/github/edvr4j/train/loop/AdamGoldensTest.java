package io.github.edvr4j.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.goldens.Goldens;
import io.github.edvr4j.goldens.Goldens.Arrays;
import io.github.edvr4j.goldens.Goldens.Entry;
import io.github.edvr4j.scalar.Charbonnier;
import io.github.edvr4j.scalar.Charbonnier.Reduction;
import io.github.edvr4j.train.data.Batch;
import io.github.edvr4j.train.loop.ParameterGroup.Kind;
import io.github.edvr4j.train.loop.ParameterGroup.Part;
import io.github.edvr4j.train.options.AdamOptions;
import io.github.edvr4j.train.options.AlignmentOptions;
import io.github.edvr4j.train.options.CosineRestarts;
import io.github.edvr4j.train.options.GuardOptions;
import io.github.edvr4j.train.options.LossOptions;
import io.github.edvr4j.train.options.Schedule;
import io.github.edvr4j.train.options.TrainOptions;
import io.github.edvr4j.train.torch.TorchDevice;
import io.github.edvr4j.train.torch.TorchNetwork;
import io.github.edvr4j.weights.EdvrCheckpoint;
import io.github.edvr4j.weights.EdvrParameters;
import io.github.edvr4j.weights.Parameter;
import io.github.edvr4j.weights.WeightSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * Whole trainings of a few steps, against those that BasicSR's code made.
 *
 * <p>Every step is Adam's but for roundings, whatever the processor; see {@link ExactStep}. What
 * the steps make together is compared more loosely: Adam's first steps are as long where a gradient
 * is almost zero as elsewhere, and there a rounding turns them round.
 */
@Tag("narrow")
class AdamGoldensTest {

  /**
   * Share of the way that the parameters went: 18 trainings whose first weights were rounded
   * otherwise, and those of AVX2, ended up to 0.0026 of it apart, and so did their averages.
   */
  private static final double ASTRAY = 0.01;

  @TestFactory
  Stream<DynamicTest> runs() {
    return Goldens.section("train").stream()
        .filter(entry -> entry.name().startsWith("adam"))
        .map(entry -> DynamicTest.dynamicTest(entry.toString(), () -> run(entry)));
  }

  private static void run(Entry entry) {
    Arrays arrays = entry.arrays();
    JsonNode json = entry.json();
    TrainOptions options = options(json);
    EdvrCheckpoint initial =
        EdvrCheckpoint.load(
            Goldens.file("train/%s.init.zip.pth".formatted(entry.name())), OptionalInt.empty());
    TorchNetwork network = TorchNetwork.of(initial.config(), initial.weights(), TorchDevice.CPU);
    Batch batch = new Batch(arrays.frames("x"), arrays.tensor("gt"), List.of());
    try (Learner learner = Learner.of(network, TorchDevice.CPU, options)) {
      int steps = json.get("steps").asInt();
      for (int iteration = 1; iteration <= steps; iteration++) {
        learner.prepare(iteration);
        Learner.Findings findings = learner.look(batch);
        double expected = json.get("losses_when_run_in_float64").get(iteration - 1).asDouble();
        close(findings.loss(), batch, expected, iteration);
        step(learner, findings, options, iteration);
      }
      double expected = json.get("loss_after_float64").asDouble();
      close(learner.look(batch).loss(), batch, expected, steps + 1);
      compare(
          learner, Part.VALUES, initial, parameter -> arrays.floats("final:" + parameter.name()));
      compare(learner, Part.AVERAGE, initial, averages(entry, arrays));
    }
  }

  private static void step(
      Learner learner, Learner.Findings findings, TrainOptions options, int iteration) {
    double rate = options.rate(iteration);
    double deformableRate = options.deformableRate(iteration);
    List<ExactStep> exact = learner.groups().stream().map(ExactStep::new).toList();
    learner.update(findings, rate, deformableRate);
    for (int i = 0; i < exact.size(); i++) {
      boolean deformable = learner.groups().get(i).kind() == Kind.DEFORMABLE;
      exact
          .get(i)
          .check(options.adam(), deformable ? deformableRate : rate, options.averageDecay());
    }
  }

  /**
   * A rounding grows tenfold with each of the first steps, and no further. Of 18 trainings whose
   * first weights were rounded otherwise, and those of AVX2, the loss was at most 3e-7 off at
   * first, then 2.7e-6, 2.6e-5 and 6.4e-5, and 1.3e-4 in the end: a quarter of this or so.
   */
  private static void close(double loss, Batch batch, double expected, int iteration) {
    double share = Math.min(Math.pow(10, iteration - 7.0), 5e-4);
    assertThat(loss * batch.high().shape().elements())
        .as("loss of step %d", iteration)
        .isCloseTo(expected, within(share * expected));
  }

  /** An average that stood still would be off by the whole way. */
  private static void compare(
      Learner learner, Part part, EdvrCheckpoint initial, Function<Parameter, float[]> golden) {
    double apart = 0;
    double way = 0;
    for (Parameter parameter : EdvrParameters.of(initial.config())) {
      String name = parameter.name();
      float[] expected = golden.apply(parameter);
      float[] actual = Arrays.thinned(learner.get(part, name), expected.length);
      float[] before =
          Arrays.thinned(initial.weights().get(name, parameter.elements()), expected.length);
      for (int i = 0; i < expected.length; i++) {
        apart += Math.abs(actual[i] - expected[i]);
        way += Math.abs(expected[i] - before[i]);
      }
    }
    assertThat(apart / way).as("%s, share of the way", part).isLessThan(ASTRAY);
  }

  /** The bundled trainings have them thinned out, the whole collection in a checkpoint. */
  private static Function<Parameter, float[]> averages(Entry entry, Arrays arrays) {
    if (Goldens.bundled()) {
      return parameter -> arrays.floats("ema:" + parameter.name());
    }
    Path file = Goldens.file("train/%s.final.zip_plain.pth".formatted(entry.name()));
    EdvrCheckpoint whole = EdvrCheckpoint.load(file, OptionalInt.empty(), WeightSet.AVERAGED);
    return parameter -> whole.weights().get(parameter.name(), parameter.elements());
  }

  private static TrainOptions options(JsonNode json) {
    JsonNode betas = json.get("betas");
    long tsa = json.get("tsa_iter").asLong();
    return new TrainOptions(
        new AdamOptions(
            json.get("lr").asDouble(),
            0,
            betas.get(0).asDouble(),
            betas.get(1).asDouble(),
            json.get("eps").asDouble()),
        schedule(json),
        json.get("steps").asLong(),
        -1,
        tsa == 0 ? OptionalLong.empty() : OptionalLong.of(tsa),
        json.get("dcn_lr_mul").asDouble(),
        new LossOptions(new Charbonnier(1e-12, Reduction.SUM), 1),
        json.get("ema").asDouble(),
        OptionalDouble.empty(),
        AlignmentOptions.NONE,
        new GuardOptions(100, 50, 10, 2, 5, 20_000, 100));
  }

  private static Schedule schedule(JsonNode json) {
    JsonNode schedule = json.get("sched");
    if (schedule.isNull()) {
      double rate = json.get("lr").asDouble();
      return new CosineRestarts(List.of(1_000_000L), List.of(1.0), rate);
    }
    List<Long> periods = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    schedule.get("periods").forEach(period -> periods.add(period.asLong()));
    schedule.get("restart_weights").forEach(weight -> weights.add(weight.asDouble()));
    return new CosineRestarts(periods, weights, schedule.get("eta_min").asDouble());
  }
}
