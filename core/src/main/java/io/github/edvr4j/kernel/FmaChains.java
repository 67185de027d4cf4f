package io.github.edvr4j.kernel;

/**
 * Multiply-adds on nothing but registers, in chains that don't wait for each other: as many as the
 * processor can do, which is what the other kernels are measured by. Twelve chains hide a latency
 * of six cycles on two units, and with their factors they fit into 16 registers.
 */
public interface FmaChains {

  /** Chains of {@link #run}. */
  int CHAINS = 12;

  /**
   * Adds the product of two factors to each chain, {@code rounds} times: {@link #CHAINS} times the
   * number of lanes multiply-adds a round.
   *
   * @return the sum of all values, of which each lane of a chain began at the chain's number
   */
  float run(int rounds, float a, float b);
}
