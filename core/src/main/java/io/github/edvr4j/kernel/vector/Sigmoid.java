package io.github.edvr4j.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * sigmoid(x) = 1 / (1 + exp(-x)) on a vector, with an exponential of our own: exp(t) = 2^n exp(r),
 * n the integer nearest t / ln 2 and r = t - n ln 2, |r| &lt;= 0.35, where a polynomial of degree 7
 * is good to the last place (coefficients and the split of ln 2: Cephes, {@code expf}). Adding 1.5
 * x 2^23 rounds to an integer and leaves it in the low bits, from where it is shifted into the
 * exponent.
 *
 * <p>Beyond 88.8 the power is 2^128, infinity, so the sigmoid of a large negative number is exactly
 * zero; that of a large positive one is exactly one; NaN passes the comparisons and stays NaN.
 */
final class Sigmoid {

  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

  private static final float HIGHEST = 88.8f;
  private static final float LOWEST = -87;
  private static final float LOG2_E = 1.44269504f;
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;
  private static final float ROUNDER = 0x1.8p23f;
  private static final int EXPONENT_BITS = 23;

  private Sigmoid() {}

  /** In one method, and with constants that are vectors: the compiler inlines only so much. */
  static FloatVector of(FloatVector x) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    FloatVector y = x.neg();
    VectorMask<Float> high = y.compare(VectorOperators.GT, HIGHEST);
    VectorMask<Float> low = y.compare(VectorOperators.LT, LOWEST);
    FloatVector t = y.blend(HIGHEST, high).blend(LOWEST, low);
    FloatVector rounder = FloatVector.broadcast(SPECIES, ROUNDER);
    FloatVector shifted = t.fma(FloatVector.broadcast(SPECIES, LOG2_E), rounder);
    FloatVector n = shifted.sub(rounder);
    FloatVector r = n.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH), t);
    r = n.fma(FloatVector.broadcast(SPECIES, -LN2_LOW), r);
    FloatVector p = FloatVector.broadcast(SPECIES, 1.9875691500e-4f);
    p = p.fma(r, FloatVector.broadcast(SPECIES, 1.3981999507e-3f));
    p = p.fma(r, FloatVector.broadcast(SPECIES, 8.3334519073e-3f));
    p = p.fma(r, FloatVector.broadcast(SPECIES, 4.1665795894e-2f));
    p = p.fma(r, FloatVector.broadcast(SPECIES, 1.6666665459e-1f));
    p = p.fma(r, FloatVector.broadcast(SPECIES, 5.0000001201e-1f));
    p = p.fma(r.mul(r), r.add(one));
    FloatVector power =
        shifted
            .reinterpretAsInts()
            .lanewise(VectorOperators.LSHL, EXPONENT_BITS)
            .add(Float.floatToRawIntBits(1))
            .reinterpretAsFloats();
    return one.div(one.add(p.mul(power)));
  }
}
