package io.github.edvr4j.engine;

import io.github.edvr4j.model.Edvr;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.Kernel2d;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What restoring one frame of a stream costs, known before anything is computed.
 *
 * @param multiplyAdds multiplications with an addition, counted as direct convolution, each frame's
 *     part once; the deformable convolutions' sampling is not counted
 * @param peakBytes memory for the features of a window, what the stages keep, their working memory
 *     and the packed weights, in bytes; decoded frames, the weights as they were read and the
 *     virtual machine are not counted
 */
public record Cost(long multiplyAdds, long peakBytes) {

  /**
   * @param height of the frames
   * @param width of the frames
   * @throws IllegalArgumentException if the size is no multiple of {@link EdvrConfig#sizeMultiple}
   * @throws io.github.edvr4j.EdvrException if one stage's values don't fit into one array
   */
  public static Cost of(EdvrConfig config, int height, int width) {
    StageGraphs stages = StageGraphs.of(new Edvr(config), height, width);
    long perFrame = 0;
    long working = 0;
    Map<String, Long> weights = new HashMap<>();
    for (Graph graph : all(stages)) {
      perFrame += multiplyAdds(graph);
      working = Math.max(working, 4L * Layout.of(graph).floats());
      addWeights(graph, weights);
    }
    int frames = config.frames();
    long window = frames * (outputBytes(stages.features()) + outputBytes(stages.neighbourHalves()));
    long kept =
        outputBytes(stages.referenceHalves())
            + frames * outputBytes(stages.align())
            + outputBytes(stages.fuse())
            + outputBytes(stages.reconstruct());
    return new Cost(
        perFrame + (frames - 1) * multiplyAdds(stages.align()),
        window + kept + working + weights.values().stream().mapToLong(Long::longValue).sum());
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

  private static long multiplyAdds(Graph graph, Node node) {
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
