package io.github.edvr4j.ops;

/** The non-linearities of EDVR. */
public enum Activation {
  /** max(x, 0), inside residual blocks. */
  RELU,
  /** x where positive, else 0.1 x: everywhere else. */
  LEAKY_RELU,
  /** 1 / (1 + exp(-x)), for masks and attention. */
  SIGMOID;

  /** Slope of {@link #LEAKY_RELU} left of zero. */
  public static final float LEAKY_SLOPE = 0.1f;
}
