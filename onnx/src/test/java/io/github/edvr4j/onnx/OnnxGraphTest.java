package io.github.edvr4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.goldens.Interpreter;
import io.github.edvr4j.goldens.MapWeights;
import io.github.edvr4j.ops.Activation;
import io.github.edvr4j.ops.Conv2d;
import io.github.edvr4j.ops.DeformConv2d;
import io.github.edvr4j.ops.Ops;
import io.github.edvr4j.scalar.ScalarOps;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("narrow")
class OnnxGraphTest {

  private static final MapWeights NONE = new MapWeights(Map.of());

  @TempDir private Path folder;
  private final OnnxGraph graph = new OnnxGraph("test", NONE);
  private final Ops<OnnxValue> ops = graph.ops();

  /** The operations that have no golden of their own. */
  private static final Interpreter.Network ARITHMETIC =
      new Interpreter.Network() {
        @Override
        public <T> T apply(Ops<T> ops, List<T> in) {
          T a = in.get(0);
          T b = in.get(1);
          T weighted = ops.mul(a, ops.activate(Activation.SIGMOID, ops.sumChannels(ops.mul(a, b))));
          T sum = ops.probe("sum", ops.add(weighted, ops.scale(b, -2.5f)));
          return ops.concat(List.of(ops.channels(sum, 1, 3), a, ops.channels(b, 0, 1)));
        }
      };

  @Test
  void arithmeticIsThatOfTheSpecification() {
    List<Tensor> inputs = List.of(random(5), random(6));
    Tensor expected = ARITHMETIC.apply(new ScalarOps(NONE), inputs);
    OnnxInterpreter interpreter = new OnnxInterpreter(folder.resolve("arithmetic.onnx"));
    Tensor actual = interpreter.run(ARITHMETIC, NONE, inputs);
    assertThat(actual.shape()).isEqualTo(expected.shape());
    interpreter.compare("arithmetic", actual.data(), expected.data(), 1e-7);
  }

  private static Tensor random(long seed) {
    Tensor tensor = Tensor.zeros(new Shape(2, 3, 5, 4));
    Random random = new Random(seed);
    for (int i = 0; i < tensor.data().length; i++) {
      tensor.data()[i] = random.nextFloat() - 0.5f;
    }
    return tensor;
  }

  @Test
  void anInputThatIsGivenOutAsItIsWorksToo() {
    Interpreter.Network nothing =
        new Interpreter.Network() {
          @Override
          public <T> T apply(Ops<T> ops, List<T> in) {
            return in.getFirst();
          }
        };
    Tensor input = random(7);
    assertThat(
            new OnnxInterpreter(folder.resolve("nothing.onnx")).run(nothing, NONE, List.of(input)))
        .isEqualTo(input);
  }

  @Test
  void channelsThatDoNotFitAreRefused() {
    OnnxValue three = graph.image("three", 3);
    OnnxValue four = graph.image("four", 4);
    DeformConv2d deformable = DeformConv2d.of("dcn", 4, 4, 1);
    List<Runnable> misfits =
        List.of(
            () -> ops.conv(Conv2d.of("conv", 4, 4, 3), three),
            () -> ops.deformConv(deformable, three, graph.image("o18", 18), Optional.empty()),
            () -> ops.deformConv(deformable, four, three, Optional.empty()),
            () -> ops.deformConv(deformable, four, graph.image("p18", 18), Optional.of(three)),
            () -> ops.add(three, four),
            () -> ops.mul(three, four),
            () -> ops.channels(three, 1, 4),
            () -> ops.channels(three, -1, 2),
            () -> ops.pixelShuffle(three, 2));
    for (Runnable misfit : misfits) {
      assertThatIllegalArgumentException().isThrownBy(misfit::run);
    }
  }

  @Test
  void moreThanAnOnnxFileHoldsIsRefusedBeforeItIsLoaded() {
    OnnxValue x = graph.image("x", 8192);
    assertThatThrownBy(() -> ops.conv(Conv2d.of("huge", 8192, 8192, 3), x))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("2 GB");
  }
}
