package io.github.edvr4j.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.goldens.Goldens;
import io.github.edvr4j.goldens.Goldens.Arrays;
import io.github.edvr4j.goldens.Goldens.Entry;
import io.github.edvr4j.goldens.NetworkCases;
import io.github.edvr4j.scalar.Charbonnier;
import io.github.edvr4j.scalar.Charbonnier.Reduction;
import io.github.edvr4j.train.data.Batch;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Whole trainings of a few steps, against those that BasicSR's code made. */
class AdamGoldensTest {

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
      for (int iteration = 1; iteration <= json.get("steps").asInt(); iteration++) {
        learner.prepare(iteration);
        Learner.Findings findings = learner.look(batch);
        close(findings.loss(), batch, json.get("losses").get(iteration - 1).asDouble());
        double rate = options.rate(iteration);
        learner.update(findings, rate, options.deformableRate(iteration));
      }
      close(learner.look(batch).loss(), batch, json.get("loss_after").asDouble());
      compareFinal(entry, arrays, learner);
      compareAverage(entry, arrays, learner);
    }
  }

  /** Adam's first steps go by a gradient's sign, however small it is, so that rounding grows. */
  private static void close(double loss, Batch batch, double expected) {
    assertThat(loss * batch.high().shape().elements()).isCloseTo(expected, within(1e-4 * expected));
  }

  private static void compareFinal(Entry entry, Arrays arrays, Learner learner) {
    long off = 0;
    long all = 0;
    for (Parameter parameter : EdvrParameters.of(NetworkCases.config(entry))) {
      float[] expected = arrays.floats("final:" + parameter.name());
      float[] actual =
          arrays.sampled("final:" + parameter.name(), learner.get(Part.VALUES, parameter.name()));
      for (int i = 0; i < expected.length; i++) {
        all++;
        if (Math.abs(actual[i] - expected[i]) > 1e-5) {
          off++;
        }
      }
    }
    double allowed = entry.json().get("frac_params_differing_by_more_than_1e_5").asDouble();
    assertThat((double) off / all).isLessThanOrEqualTo(2 * allowed + 1e-3);
  }

  /** An average that stood still would be off by several times what is allowed. */
  private static void compareAverage(Entry entry, Arrays arrays, Learner learner) {
    Path whole =
        Goldens.file("train/%s.init.zip.pth".formatted(entry.name()))
            .resolveSibling(entry.name() + ".final.zip_plain.pth");
    Optional<EdvrCheckpoint> expected =
        Files.exists(whole)
            ? Optional.of(EdvrCheckpoint.load(whole, OptionalInt.empty(), WeightSet.AVERAGED))
            : Optional.empty();
    double most = 0;
    for (Parameter parameter : EdvrParameters.of(NetworkCases.config(entry))) {
      String name = parameter.name();
      float[] actual = learner.get(Part.AVERAGE, name);
      float[] golden =
          expected
              .map(checkpoint -> checkpoint.weights().get(name, parameter.elements()))
              .orElseGet(() -> arrays.floats("ema:" + name));
      float[] compared = expected.isPresent() ? actual : arrays.sampled("ema:" + name, actual);
      for (int i = 0; i < golden.length; i++) {
        most = Math.max(most, Math.abs(compared[i] - golden[i]));
      }
    }
    assertThat(most).isLessThan(1e-6);
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
