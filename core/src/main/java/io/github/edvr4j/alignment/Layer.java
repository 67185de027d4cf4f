package io.github.edvr4j.alignment;

import io.github.edvr4j.alignment.WatchedStage.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One deformable convolution of the alignment at one pair of frames.
 *
 * @param name of its weights
 * @param displacements its offsets and masks
 * @param scale pixels of level 1 that one of its own is wide
 */
public record Layer(String name, Displacements displacements, int scale) {

  private static final String OFFSET = ".offset";
  private static final String MASK = ".mask";

  /**
   * The layers in the order of computing: coarse to fine, the cascade last.
   *
   * @param aligned what {@link WatchedAlignment#align} gave
   * @param groups deformable groups of the network
   */
  public static List<Layer> of(Values aligned, int groups) {
    int width = aligned.results().getFirst().width();
    List<Layer> layers = new ArrayList<>();
    for (Map.Entry<String, Field> probe : aligned.probes().entrySet()) {
      if (probe.getKey().endsWith(OFFSET)) {
        String name = probe.getKey().substring(0, probe.getKey().length() - OFFSET.length());
        Field offset = probe.getValue();
        Field mask = aligned.probe(name + MASK);
        layers.add(
            new Layer(name, new Displacements(offset, mask, groups), width / offset.width()));
      }
    }
    return layers;
  }

  /** Whether it corrects what the pyramid has aligned. */
  public boolean isCascade() {
    return name.contains("cas_");
  }

  /** What people call it: Level 3, Level 2, Level 1, Cascade. */
  public String title() {
    return isCascade() ? "Cascade" : "Level " + name.substring(name.length() - 1);
  }

  /** The mean |offset| over taps and groups, in pixels of its own level. */
  public double meanAbs() {
    return displacements.offset().meanAbs();
  }

  /** The flow of all groups in pixels of level 1. */
  public Flow flow() {
    return displacements.flow().times(scale);
  }

  /** The flow of one group in pixels of level 1. */
  public Flow flow(int group) {
    return displacements.flow(group).times(scale);
  }
}
