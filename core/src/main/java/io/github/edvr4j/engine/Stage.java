package io.github.edvr4j.engine;

import io.github.edvr4j.model.Edvr;
import io.github.edvr4j.model.Pyramid;
import io.github.edvr4j.ops.Ops;
import java.util.List;

/** The parts of the network, in the order in which a frame passes through them. */
public enum Stage {
  /** The pyramid of one frame, computed once in a stream: the frame in, levels 1 to 3 out. */
  FEATURES,
  /**
   * Neighbours moved onto the reference; the halves that one frame alone decides included. Levels 1
   * to 3 of the neighbour and of the reference in, the aligned features out.
   */
  ALIGN,
  /** The aligned frames of a window made one. */
  FUSE,
  /** From that to the restored frame: the fused features and the frame in, the frame out. */
  RECONSTRUCT;

  /** This part of a network alone. */
  public Network of(Edvr edvr) {
    return new Part(this, edvr);
  }

  private record Part(Stage stage, Edvr edvr) implements Network {
    @Override
    public <T> List<T> apply(Ops<T> ops, List<T> x) {
      return switch (stage) {
        case FEATURES -> {
          Pyramid<T> levels = edvr.features(ops, x.getFirst());
          yield List.of(levels.l1(), levels.l2(), levels.l3());
        }
        case ALIGN ->
            List.of(
                edvr.align(
                    ops,
                    new Pyramid<>(x.get(0), x.get(1), x.get(2)),
                    new Pyramid<>(x.get(3), x.get(4), x.get(5))));
        case FUSE -> List.of(edvr.fuse(ops, x));
        case RECONSTRUCT -> List.of(edvr.reconstruct(ops, x.get(0), x.get(1)));
      };
    }
  }
}
