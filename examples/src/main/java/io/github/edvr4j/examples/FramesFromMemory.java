package io.github.edvr4j.examples;

import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.stream.FrameStream;
import io.github.edvr4j.stream.Restorer;
import io.github.edvr4j.stream.StreamOptions;
import io.github.edvr4j.stream.StreamPlan;
import io.github.edvr4j.weights.EdvrCheckpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Restores frames that the program has made itself, with {@code edvr4j-core} alone. */
public final class FramesFromMemory {

  private FramesFromMemory() {}

  /**
   * Restores a drawing.
   *
   * @param args a model file, such as {@code models/edvr-s-x4.safetensors}
   */
  public static void main(String[] args) {
    EdvrCheckpoint model = EdvrCheckpoint.load(Path.of(args[0]), OptionalInt.empty());
    List<Frame> frames = drawing(7, 32, 48);
    List<Frame> restored = restore(model, frames);
    System.out.println(
        "%d times %s to %d times %s"
            .formatted(frames.size(), frames.getFirst(), restored.size(), restored.getFirst()));
  }

  /** Frames go in one by one and come out in the same order, later by half a window. */
  static List<Frame> restore(EdvrCheckpoint model, List<Frame> frames) {
    Frame first = frames.getFirst();
    List<Frame> restored = new ArrayList<>();
    int threads = Runtime.getRuntime().availableProcessors();
    try (Restorer restorer = new Restorer(model.config(), model.weights(), threads)) {
      StreamPlan plan = restorer.plan(first.height(), first.width(), StreamOptions.DEFAULT);
      FrameStream stream = restorer.open(plan, System.err::println);
      for (Frame frame : frames) {
        stream.push(frame, restored::add);
      }
      stream.finish(restored::add);
    }
    return restored;
  }

  /** An orange disc that crosses a blue background, with a soft edge of one pixel. */
  static List<Frame> drawing(int count, int height, int width) {
    List<Frame> frames = new ArrayList<>();
    for (int t = 0; t < count; t++) {
      double centre = width * (0.3 + 0.4 * t / count);
      Frame frame = new Frame(height, width);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          double distance = Math.hypot(x + 0.5 - centre, y + 0.5 - height / 2.0);
          float inside = (float) Math.clamp(height / 4.0 - distance + 0.5, 0, 1);
          int pixel = Frame.CHANNELS * (y * width + x);
          frame.rgb()[pixel] = 0.1f + 0.8f * inside;
          frame.rgb()[pixel + 1] = 0.2f + 0.4f * inside;
          frame.rgb()[pixel + 2] = 0.6f - 0.5f * inside;
        }
      }
      frames.add(frame);
    }
    return frames;
  }
}
