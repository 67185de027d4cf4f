package io.github.edvr4j.kernel.vector;

import io.github.edvr4j.kernel.FmaChains;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** A vector in each chain. */
public final class VectorFmaChains implements FmaChains {

  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;

  @Override
  public float run(int rounds, float a, float b) {
    FloatVector va = FloatVector.broadcast(SPECIES, a);
    FloatVector vb = FloatVector.broadcast(SPECIES, b);
    FloatVector x0 = FloatVector.broadcast(SPECIES, 0);
    FloatVector x1 = FloatVector.broadcast(SPECIES, 1);
    FloatVector x2 = FloatVector.broadcast(SPECIES, 2);
    FloatVector x3 = FloatVector.broadcast(SPECIES, 3);
    FloatVector x4 = FloatVector.broadcast(SPECIES, 4);
    FloatVector x5 = FloatVector.broadcast(SPECIES, 5);
    FloatVector x6 = FloatVector.broadcast(SPECIES, 6);
    FloatVector x7 = FloatVector.broadcast(SPECIES, 7);
    FloatVector x8 = FloatVector.broadcast(SPECIES, 8);
    FloatVector x9 = FloatVector.broadcast(SPECIES, 9);
    FloatVector x10 = FloatVector.broadcast(SPECIES, 10);
    FloatVector x11 = FloatVector.broadcast(SPECIES, 11);
    for (int i = 0; i < rounds; i++) {
      x0 = va.fma(vb, x0);
      x1 = va.fma(vb, x1);
      x2 = va.fma(vb, x2);
      x3 = va.fma(vb, x3);
      x4 = va.fma(vb, x4);
      x5 = va.fma(vb, x5);
      x6 = va.fma(vb, x6);
      x7 = va.fma(vb, x7);
      x8 = va.fma(vb, x8);
      x9 = va.fma(vb, x9);
      x10 = va.fma(vb, x10);
      x11 = va.fma(vb, x11);
    }
    return x0.add(x1)
        .add(x2)
        .add(x3)
        .add(x4)
        .add(x5)
        .add(x6)
        .add(x7)
        .add(x8)
        .add(x9)
        .add(x10)
        .add(x11)
        .reduceLanes(VectorOperators.ADD);
  }
}
