package io.github.edvr4j.train.torch;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.weights.EdvrParameters;
import io.github.edvr4j.weights.Parameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The weights that a network starts with when it is trained from scratch, distributed as BasicSR's
 * ({@code edvr_arch.py}, {@code arch_util.py}: {@code default_init_weights}, {@code DCNv2Pack}):
 *
 * <ul>
 *   <li>deformable convolutions: weight uniform within 1/sqrt(fan in), bias 0; what predicts their
 *       offsets is 0, so that they start as half a plain convolution;
 *   <li>residual blocks: weight normal with a tenth of sqrt(2 / fan in), bias 0;
 *   <li>all others: weight and bias uniform within 1/sqrt(fan in), PyTorch's default.
 * </ul>
 */
public final class OfficialInitialisation implements Weights {

  private static final double RESIDUAL_SCALE = 0.1;

  private final Map<String, float[]> values = new LinkedHashMap<>();

  private OfficialInitialisation() {}

  /**
   * Weights for a network.
   *
   * @param seed the same one gives the same weights
   */
  public static OfficialInitialisation of(EdvrConfig config, long seed) {
    OfficialInitialisation weights = new OfficialInitialisation();
    RandomGenerator random = RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(seed);
    int fanIn = 0;
    for (Parameter parameter : EdvrParameters.of(config)) {
      float[] array = new float[parameter.elements()];
      boolean isWeight = parameter.shape().size() == 4;
      if (isWeight) {
        // The bias, which follows its weight, depends on it too.
        fanIn = parameter.elements() / parameter.shape().getFirst();
      }
      fill(parameter.name(), isWeight, fanIn, array, random);
      weights.values.put(parameter.name(), array);
    }
    return weights;
  }

  private static void fill(
      String name, boolean isWeight, int fanIn, float[] array, RandomGenerator random) {
    double bound = 1 / Math.sqrt(fanIn);
    if (name.contains(".conv_offset.")) {
      return;
    }
    if (isDeformable(name)) {
      if (isWeight) {
        uniform(array, bound, random);
      }
    } else if (isResidual(name)) {
      if (isWeight) {
        normal(array, RESIDUAL_SCALE * Math.sqrt(2.0 / fanIn), random);
      }
    } else {
      uniform(array, bound, random);
    }
  }

  private static boolean isDeformable(String name) {
    return name.contains("dcn_pack.") || name.contains("cas_dcnpack.");
  }

  private static boolean isResidual(String name) {
    return name.startsWith("feature_extraction.")
        || name.startsWith("reconstruction.")
        || name.contains(".resblock_");
  }

  private static void uniform(float[] array, double bound, RandomGenerator random) {
    for (int i = 0; i < array.length; i++) {
      array[i] = (float) random.nextDouble(-bound, bound);
    }
  }

  private static void normal(float[] array, double deviation, RandomGenerator random) {
    for (int i = 0; i < array.length; i++) {
      array[i] = (float) random.nextGaussian(0, deviation);
    }
  }

  @Override
  public float[] get(String name, int elements) {
    float[] array = values.get(name);
    if (array == null || array.length != elements) {
      throw new EdvrException(
          Category.INTERNAL, "the network has no parameter %s of %d".formatted(name, elements));
    }
    return Arrays.copyOf(array, elements);
  }
}
