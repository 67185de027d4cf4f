package io.github.edvr4j.engine;

import io.github.edvr4j.model.DeformableConvolution;
import io.github.edvr4j.ops.Activation;
import io.github.edvr4j.ops.Conv2d;
import io.github.edvr4j.ops.DeformConv2d;
import io.github.edvr4j.ops.Kernel2d;
import io.github.edvr4j.ops.Ops;
import io.github.edvr4j.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A network drawn at random, the same one at every application: each phrase works on values that
 * are there already.
 *
 * @param inputs shapes of the inputs
 * @param length how many phrases
 * @param phrases what to draw from
 */
record RandomNetwork(long seed, List<Shape> inputs, int length, List<Phrase> phrases)
    implements Network {

  /** The primitive operations, and the combinations of them that rewrites look for. */
  enum Phrase {
    CONV,
    DEFORM,
    CONCAT,
    CHANNELS,
    ACTIVATE,
    ADD,
    MUL,
    MUL_BY_PIXEL,
    SCALE,
    SUM_CHANNELS,
    MAX_POOL,
    AVG_POOL,
    UPSAMPLE,
    PIXEL_SHUFFLE,
    PROBE,
    CONV_OF_CONCAT,
    SHUFFLED_CONV,
    SCALED_UPSAMPLE,
    PREDICTED_DEFORM,
    FINISHED_CONV
  }

  /** Beyond this, phrases that enlarge are replaced, so that the tests stay fast. */
  private static final int LARGE = 400;

  static RandomNetwork of(long seed, int inputs, int length, List<Phrase> phrases) {
    Random random = new Random(seed);
    int h = 1 + random.nextInt(14);
    int w = 1 + random.nextInt(14);
    List<Shape> shapes =
        IntStream.range(0, inputs).mapToObj(i -> Shape.of(channels(random), h, w)).toList();
    return new RandomNetwork(seed, shapes, length, phrases);
  }

  private static int channels(Random random) {
    int[] choices = {1, 2, 3, 4, 6, 8, 9, 12, 16, 17, 20};
    return choices[random.nextInt(choices.length)];
  }

  @Override
  public <T> List<T> apply(Ops<T> ops, List<T> x) {
    Drawing<T> drawing = new Drawing<>(ops, new Random(seed));
    for (int i = 0; i < x.size(); i++) {
      drawing.values.add(new Value<>(x.get(i), inputs.get(i)));
    }
    for (int i = 0; i < length; i++) {
      drawing.values.add(drawing.draw(phrases.get(drawing.random.nextInt(phrases.size()))));
    }
    // An input or a repeated value may be asked for too.
    return List.of(
        drawing.values.getLast().tensor(), drawing.any().tensor(), drawing.any().tensor());
  }

  private record Value<T>(T tensor, Shape shape) {}

  private static final class Drawing<T> {
    private final Ops<T> ops;
    private final Random random;
    private final List<Value<T>> values = new ArrayList<>();
    private int layers;

    Drawing(Ops<T> ops, Random random) {
      this.ops = ops;
      this.random = random;
    }

    Value<T> any() {
      return values.get(random.nextInt(values.size()));
    }

    /** A value, the last one more often than not: so networks get deep. */
    private Value<T> recent() {
      return random.nextBoolean() ? values.getLast() : any();
    }

    private Value<T> ofShape(Shape shape) {
      List<Value<T>> fitting = values.stream().filter(v -> v.shape().equals(shape)).toList();
      return fitting.get(random.nextInt(fitting.size()));
    }

    Value<T> draw(Phrase phrase) {
      Value<T> x = recent();
      Shape shape = x.shape();
      return switch (phrase) {
        case CONV -> conv(x, RandomNetwork.channels(random), kernel(shape));
        case DEFORM -> deform(x);
        case CONCAT -> concat(parts(x));
        case CHANNELS -> someChannels(x);
        case ACTIVATE -> activate(x);
        case ADD -> new Value<>(ops.add(x.tensor(), ofShape(shape).tensor()), shape);
        case MUL -> new Value<>(ops.mul(x.tensor(), ofShape(shape).tensor()), shape);
        case MUL_BY_PIXEL -> {
          T weight = ops.activate(Activation.SIGMOID, ops.sumChannels(ofShape(shape).tensor()));
          yield new Value<>(ops.mul(x.tensor(), weight), shape);
        }
        case SCALE -> new Value<>(ops.scale(x.tensor(), factor()), shape);
        case SUM_CHANNELS -> new Value<>(ops.sumChannels(x.tensor()), shape.withChannels(1));
        case MAX_POOL -> new Value<>(ops.maxPool(x.tensor()), pooled(shape));
        case AVG_POOL -> new Value<>(ops.avgPool(x.tensor()), pooled(shape));
        case UPSAMPLE -> upsample(x);
        case PIXEL_SHUFFLE -> {
          T t = x.tensor();
          yield shuffle(new Value<>(ops.concat(List.of(t, t, t, t)), times(shape, 4)));
        }
        case PROBE -> new Value<>(ops.probe("probe" + layers++, x.tensor()), shape);
        case CONV_OF_CONCAT -> {
          Value<T> all = concat(parts(x));
          yield conv(all, RandomNetwork.channels(random), kernel(all.shape()));
        }
        case SHUFFLED_CONV -> {
          Value<T> y =
              shuffle(conv(x, 4 * (1 + random.nextInt(6)), Kernel2d.same(1 + 2 * pick(2))));
          yield random.nextBoolean() ? activate(y) : y;
        }
        case SCALED_UPSAMPLE -> {
          Value<T> y = upsample(x);
          yield new Value<>(ops.scale(y.tensor(), factor()), y.shape());
        }
        case PREDICTED_DEFORM -> predictedDeform(x);
        case FINISHED_CONV -> finishedConv(x);
      };
    }

    private int pick(int choices) {
      return random.nextInt(choices);
    }

    private float factor() {
      return random.nextFloat() * 2 - 1;
    }

    private static Shape times(Shape shape, int channels) {
      return shape.withChannels(shape.c() * channels);
    }

    private static Shape pooled(Shape x) {
      return x.withSize((x.h() + 1) / 2, (x.w() + 1) / 2);
    }

    private String name() {
      return "layer" + layers++;
    }

    /** Mostly 3x3, as in EDVR; else anything that the image is large enough for. */
    private Kernel2d kernel(Shape x) {
      if (pick(5) < 2) {
        return Kernel2d.same(3);
      }
      int height = 1 + pick(5);
      int width = 1 + pick(5);
      int dilationY = 1 + pick(2);
      int dilationX = 1 + pick(2);
      return new Kernel2d(
          height,
          width,
          1 + pick(3),
          1 + pick(3),
          Math.max(pick(3), (dilationY * (height - 1) + 2 - x.h()) / 2),
          Math.max(pick(3), (dilationX * (width - 1) + 2 - x.w()) / 2),
          dilationY,
          dilationX);
    }

    private int commonDivisor(int a, int b) {
      List<Integer> divisors =
          IntStream.rangeClosed(1, Math.min(a, b))
              .filter(d -> a % d == 0 && b % d == 0)
              .boxed()
              .toList();
      return divisors.get(pick(divisors.size()));
    }

    private Value<T> conv(Value<T> x, int out, Kernel2d kernel) {
      int groups = pick(3) == 0 ? commonDivisor(x.shape().c(), out) : 1;
      var layer = new Conv2d(name(), x.shape().c(), out, kernel, groups, pick(4) > 0);
      return new Value<>(ops.conv(layer, x.tensor()), layer.output(x.shape()));
    }

    private DeformConv2d deformLayer(Value<T> x) {
      int in = x.shape().c();
      int out = RandomNetwork.channels(random);
      return new DeformConv2d(
          name(),
          in,
          out,
          kernel(x.shape()),
          pick(3) == 0 ? commonDivisor(in, out) : 1,
          commonDivisor(in, in),
          pick(4) > 0);
    }

    private Value<T> deform(Value<T> x) {
      DeformConv2d layer = deformLayer(x);
      Value<T> offset = conv(x, layer.offsetChannels(), layer.kernel());
      T moved = ops.scale(offset.tensor(), pick(4));
      Optional<T> mask =
          pick(3) == 0
              ? Optional.empty()
              : Optional.of(conv(x, layer.maskChannels(), layer.kernel()).tensor());
      return new Value<>(
          ops.deformConv(layer, x.tensor(), moved, mask), layer.output(x.shape(), offset.shape()));
    }

    private Value<T> predictedDeform(Value<T> x) {
      DeformConv2d layer = deformLayer(x);
      var kinds = DeformableConvolution.Kind.values();
      var convolution = new DeformableConvolution(layer, kinds[pick(kinds.length)]);
      Value<T> features = ofSize(x.shape());
      T y = convolution.apply(ops, x.tensor(), features.tensor(), features.shape().c());
      return new Value<>(y, layer.plain().output(x.shape()));
    }

    private Value<T> ofSize(Shape shape) {
      List<Value<T>> fitting =
          values.stream()
              .filter(v -> v.shape().h() == shape.h() && v.shape().w() == shape.w())
              .toList();
      return fitting.get(pick(fitting.size()));
    }

    private List<Value<T>> parts(Value<T> x) {
      List<Value<T>> parts = new ArrayList<>(List.of(x));
      int count = pick(3);
      for (int i = 0; i < count; i++) {
        Value<T> part = ofSize(x.shape());
        if (part.shape().c() <= 20) {
          parts.add(pick(2), part);
        }
      }
      return parts;
    }

    private Value<T> concat(List<Value<T>> parts) {
      int channels = parts.stream().mapToInt(part -> part.shape().c()).sum();
      T y = ops.concat(parts.stream().map(Value::tensor).toList());
      Value<T> all = new Value<>(y, parts.getFirst().shape().withChannels(channels));
      return channels > 60 ? someChannels(all) : all;
    }

    private Value<T> someChannels(Value<T> x) {
      int from = pick(x.shape().c());
      int to = from + 1 + pick(Math.min(20, x.shape().c() - from));
      return new Value<>(ops.channels(x.tensor(), from, to), x.shape().withChannels(to - from));
    }

    private Value<T> activate(Value<T> x) {
      Activation activation = Activation.values()[pick(3)];
      return new Value<>(ops.activate(activation, x.tensor()), x.shape());
    }

    private Value<T> upsample(Value<T> x) {
      Shape shape = x.shape();
      int r = shape.plane() > LARGE ? 1 : pick(2) == 0 ? 2 : 4;
      return new Value<>(ops.upsample(x.tensor(), r), shape.withSize(shape.h() * r, shape.w() * r));
    }

    /** By 2 where that does not become too large; a shuffle by 1 changes nothing. */
    private Value<T> shuffle(Value<T> x) {
      Shape shape = x.shape();
      int r = shape.plane() > LARGE ? 1 : 2;
      return new Value<>(
          ops.pixelShuffle(x.tensor(), r),
          Shape.of(shape.c() / (r * r), shape.h() * r, shape.w() * r));
    }

    private Value<T> finishedConv(Value<T> x) {
      Value<T> y = conv(x, x.shape().c(), Kernel2d.same(3));
      int steps = 1 + pick(3);
      for (int i = 0; i < steps; i++) {
        T t = y.tensor();
        T other = ofShape(x.shape()).tensor();
        T next =
            switch (pick(6)) {
              case 0 -> ops.add(t, other);
              case 1 -> ops.add(other, t);
              case 2 -> ops.mul(ops.activate(Activation.SIGMOID, other), t);
              case 3 -> ops.mul(t, ops.activate(Activation.SIGMOID, ops.sumChannels(other)));
              case 4 -> ops.scale(t, factor());
              default -> activate(y).tensor();
            };
        y = new Value<>(next, x.shape());
      }
      return y;
    }
  }
}
