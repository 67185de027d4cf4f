package io.github.edvr4j.engine;

import io.github.edvr4j.engine.RowSchedule.Group;
import io.github.edvr4j.engine.RowSchedule.Turn;
import io.github.edvr4j.kernel.Image;
import io.github.edvr4j.kernel.Kernels;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network for inputs of certain shapes, ready to run: a task for each value of its graph, and a
 * place for each in the engine's memory. Runs of one engine's plans follow one another.
 */
public final class Plan {

  private final Engine engine;
  private final Graph graph;
  private final WorkListener work;
  private final RowSchedule schedule;
  private final Layout layout;
  private final List<Task> tasks = new ArrayList<>();
  private final int scratch;

  Plan(Engine engine, Graph graph, PackedWeights packed, WorkListener work) {
    this.engine = engine;
    this.graph = graph;
    this.work = work;
    schedule = RowSchedule.of(graph);
    layout = Layout.of(graph, schedule);
    engine.workspace().announce(layout.floats());
    int most = 0;
    for (Node node : graph.nodes()) {
      Task task = task(engine.kernels(), node, packed);
      most = Math.max(most, task.scratch());
      tasks.add(task);
    }
    scratch = most;
  }

  private Task task(Kernels kernels, Node node, PackedWeights packed) {
    return switch (node.op()) {
      case Op.Input input -> new Nothing();
      case Op.Conv conv when !schedule.keeps(node.id()) -> new Nothing();
      case Op.Conv conv -> ConvTasks.of(kernels, graph, node, conv, packed);
      case Op.Deform deform ->
          new DeformTask(
              kernels,
              node,
              deform,
              packed,
              predicted(node).map(offset -> prediction(kernels, offset, packed)));
      default -> SimpleTasks.of(kernels, node);
    };
  }

  private WinogradTask prediction(Kernels kernels, Node offset, PackedWeights packed) {
    return new WinogradTask(kernels, graph, offset, (Op.Conv) offset.op(), packed);
  }

  /** The offset that a node predicts itself. */
  private Optional<Node> predicted(Node node) {
    return node.inputs().stream().filter(id -> !schedule.keeps(id)).map(graph::node).findFirst();
  }

  /** Shapes of the inputs, (1, C, H, W). */
  public List<Shape> inputs() {
    return graph.inputs().stream().map(id -> graph.node(id).shape()).toList();
  }

  /** Shapes of the outputs, (1, C, H, W). */
  public List<Shape> outputs() {
    return graph.outputs().stream().map(id -> graph.node(id).shape()).toList();
  }

  /** Runs on tensors of the plan's input shapes, without watching. */
  public List<Tensor> run(List<Tensor> inputs) {
    return run(inputs, ProbeListener.NONE);
  }

  /**
   * Runs on tensors of the plan's input shapes.
   *
   * @throws IllegalArgumentException if the shapes are not the plan's
   */
  public List<Tensor> run(List<Tensor> inputs, ProbeListener probes) {
    List<Shape> given = inputs.stream().map(Tensor::shape).toList();
    if (!given.equals(inputs())) {
      throw new IllegalArgumentException(
          "the plan is for inputs of %s, got %s".formatted(inputs(), given));
    }
    List<float[]> outputs = outputs().stream().map(shape -> new float[shape.elements()]).toList();
    run(inputs.stream().map(Layouts::channelsLast).toList(), outputs, probes);
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      tensors.add(Layouts.channelsFirst(outputs().get(i), outputs.get(i)));
    }
    return tensors;
  }

  /**
   * Runs on arrays with channels last, (H, W, C), as they are computed with: nothing is copied.
   *
   * @param inputs of the plan's input shapes
   * @param outputs are overwritten; no array may occur twice, nor be an input
   */
  public void run(List<float[]> inputs, List<float[]> outputs, ProbeListener probes) {
    synchronized (engine) {
      Image[] images = place(inputs, outputs);
      new Pass(images).run(probes);
      copyRepeated(images, outputs);
    }
  }

  private Image[] place(List<float[]> inputs, List<float[]> outputs) {
    float[] arena = engine.workspace().arena();
    Image[] images = new Image[graph.nodes().size()];
    for (Node node : graph.nodes()) {
      Shape shape = node.shape();
      float[] data = arena;
      int offset = layout.offsets()[node.id()];
      if (offset < 0) {
        data =
            node.op() instanceof Op.Input(int index)
                ? inputs.get(index)
                : outputs.get(graph.outputs().indexOf(node.id()));
        offset = 0;
      }
      images[node.id()] = Image.of(data, offset, shape.h(), shape.w(), shape.c());
    }
    return images;
  }

  /** Outputs that are an input, or that were asked for twice. */
  private void copyRepeated(Image[] images, List<float[]> outputs) {
    for (int i = 0; i < outputs.size(); i++) {
      float[] made = images[graph.outputs().get(i)].data();
      if (made != outputs.get(i)) {
        System.arraycopy(made, 0, outputs.get(i), 0, outputs.get(i).length);
      }
    }
  }

  /** One run of the plan. */
  private final class Pass {
    private final float[][] memory = engine.workspace().scratch(scratch);
    private final Image[] images;

    /** The first row of each image that has a place, at that place's begin. */
    private final int[] top = new int[tasks.size()];

    private final long[] nanos = new long[tasks.size()];

    Pass(Image[] images) {
      this.images = images;
    }

    void run(ProbeListener probes) {
      tasks.forEach(Task::start);
      for (Group group : schedule.groups()) {
        for (Turn turn : group.turns()) {
          makeRoom(turn);
          compute(turn.node(), turn.band());
        }
        for (int id = group.first(); id <= group.last(); id++) {
          done(id, probes);
        }
      }
    }

    private void compute(int id, Band band) {
      Task task = tasks.get(id);
      long start = System.nanoTime();
      engine
          .workers()
          .run(task.pieces(band), (piece, worker) -> task.run(band, piece, images, memory[worker]));
      nanos[id] += System.nanoTime() - start;
    }

    private void done(int id, ProbeListener probes) {
      Node node = graph.node(id);
      if (!(tasks.get(id) instanceof Nothing)) {
        tasks.get(id).done(probes);
        long predicting =
            predicted(node).map(offset -> Cost.multiplyAdds(graph, offset)).orElse(0L);
        work.done(Operation.of(node.op()), predicting + Cost.multiplyAdds(graph, node), nanos[id]);
      }
    }

    /** Moves the rows that are still read to the begin of their node's place. */
    private void makeRoom(Turn turn) {
      int id = turn.node();
      Image image = images[id];
      if (layout.offsets()[id] >= 0 && turn.keep() > top[id]) {
        int to = layout.offsets()[id];
        int from = image.at(turn.keep(), 0);
        System.arraycopy(
            image.data(), from, image.data(), to, image.at(turn.band().from(), 0) - from);
        top[id] = turn.keep();
        int row = image.w() * image.c();
        images[id] = Image.of(image.data(), to - top[id] * row, image.h(), image.w(), image.c());
      }
    }
  }

  private record Nothing() implements Task {
    @Override
    public int pieces(Band band) {
      return 0;
    }

    @Override
    public void run(Band band, int piece, Image[] images, float[] scratch) {
      throw new IllegalStateException("there is nothing to compute");
    }
  }
}
