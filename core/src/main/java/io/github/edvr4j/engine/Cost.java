package io.github.edvr4j.engine;

import io.github.edvr4j.model.Edvr;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.Kernel2d;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What restoring one frame costs, known before anything is computed. Arithmetic is multiplications
 * with an addition, counted as direct convolution; the deformable convolutions' sampling is not
 * counted.
 *
 * @param featureMultiplyAdds arithmetic of one frame's features, which a stream computes once
 * @param windowMultiplyAdds arithmetic of what depends on the window
 * @param featureBytes memory for the features of one frame
 * @param stageBytes memory for what the stages pass on and for their working memory
 * @param weightBytes memory for the packed weights
 */
public record Cost(
    long featureMultiplyAdds,
    long windowMultiplyAdds,
    long featureBytes,
    long stageBytes,
    long weightBytes) {

  /**
   * @param height of the frames
   * @param width of the frames
   * @throws IllegalArgumentException if the size is no multiple of {@link EdvrConfig#sizeMultiple}
   * @throws io.github.edvr4j.EdvrException if one stage's values don't fit into one array
   */
  public static Cost of(EdvrConfig config, int height, int width) {
    StageGraphs stages = StageGraphs.of(new Edvr(config), height, width);
    long working = 0;
    Map<String, Long> weights = new HashMap<>();
    for (Graph graph : all(stages)) {
      working = Math.max(working, 4L * Layout.of(graph, RowSchedule.of(graph)).floats());
      addWeights(graph, weights);
    }
    int frames = config.frames();
    long passedOn =
        outputBytes(stages.referenceHalves())
            + frames * outputBytes(stages.align())
            + outputBytes(stages.fuse())
            + outputBytes(stages.reconstruct());
    return new Cost(
        multiplyAdds(stages.features()) + multiplyAdds(stages.neighbourHalves()),
        multiplyAdds(stages.referenceHalves())
            + frames * multiplyAdds(stages.align())
            + multiplyAdds(stages.fuse())
            + multiplyAdds(stages.reconstruct()),
        outputBytes(stages.features()) + outputBytes(stages.neighbourHalves()),
        passedOn + working,
        weights.values().stream().mapToLong(Long::longValue).sum());
  }

  /** Arithmetic of one frame of a stream: its features, and its window. */
  public long multiplyAdds() {
    return featureMultiplyAdds + windowMultiplyAdds;
  }

  /**
   * Memory with the features of some frames kept; decoded frames, the weights as they were read and
   * the virtual machine are not counted.
   */
  public long bytes(long keptFeatures) {
    return keptFeatures * featureBytes + stageBytes + weightBytes;
  }

  private static List<Graph> all(StageGraphs stages) {
    return List.of(
        stages.features(),
        stages.neighbourHalves(),
        stages.referenceHalves(),
        stages.align(),
        stages.fuse(),
        stages.reconstruct());
  }

  /** Multiply-adds of one run. */
  static long multiplyAdds(Graph graph) {
    return graph.nodes().stream().mapToLong(node -> multiplyAdds(graph, node)).sum();
  }

  /** Multiply-adds of one node. */
  static long multiplyAdds(Graph graph, Node node) {
    return switch (node.op()) {
      case Op.Conv conv -> {
        Kernel2d kernel = conv.layer().kernel();
        // A shuffle moves the outputs elsewhere but makes no more of them.
        long outputs = node.shape().elements();
        long depth = ConvTasks.depth(graph, node, conv) / conv.layer().groups();
        yield outputs * depth * kernel.taps();
      }
      case Op.Deform deform ->
          (long) node.shape().elements()
              * (deform.layer().in() / deform.layer().groups())
              * deform.layer().kernel().taps();
      default -> 0;
    };
  }

  private static void addWeights(Graph graph, Map<String, Long> bytes) {
    for (Node node : graph.nodes()) {
      switch (node.op()) {
        case Op.Conv conv -> {
          boolean winograd = WinogradTask.suits(conv.layer());
          int values = winograd ? 36 : conv.layer().kernel().taps();
          long depth = ConvTasks.depth(graph, node, conv);
          bytes.put(
              conv.layer().name() + "/" + conv.from(), 4 * values * depth * conv.layer().out());
        }
        case Op.Deform deform ->
            bytes.put(
                deform.layer().name(),
                4L * deform.layer().kernel().taps() * deform.layer().in() * deform.layer().out());
        default -> {}
      }
    }
  }

  private static long outputBytes(Graph graph) {
    return graph.outputs().stream().mapToLong(id -> 4L * graph.node(id).shape().elements()).sum();
  }
}
