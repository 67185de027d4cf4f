package io.github.edvr4j.kernel.scalar;

import io.github.edvr4j.kernel.FmaChains;

/** Float by float. */
public final class ScalarFmaChains implements FmaChains {

  @Override
  public float run(int rounds, float a, float b) {
    float x0 = 0;
    float x1 = 1;
    float x2 = 2;
    float x3 = 3;
    float x4 = 4;
    float x5 = 5;
    float x6 = 6;
    float x7 = 7;
    float x8 = 8;
    float x9 = 9;
    float x10 = 10;
    float x11 = 11;
    for (int i = 0; i < rounds; i++) {
      x0 = Math.fma(a, b, x0);
      x1 = Math.fma(a, b, x1);
      x2 = Math.fma(a, b, x2);
      x3 = Math.fma(a, b, x3);
      x4 = Math.fma(a, b, x4);
      x5 = Math.fma(a, b, x5);
      x6 = Math.fma(a, b, x6);
      x7 = Math.fma(a, b, x7);
      x8 = Math.fma(a, b, x8);
      x9 = Math.fma(a, b, x9);
      x10 = Math.fma(a, b, x10);
      x11 = Math.fma(a, b, x11);
    }
    return x0 + x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8 + x9 + x10 + x11;
  }
}
