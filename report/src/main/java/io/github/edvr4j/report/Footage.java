package io.github.edvr4j.report;

import io.github.edvr4j.alignment.Field;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.stream.FrameStream;
import io.github.edvr4j.stream.Padding;
import io.github.edvr4j.stream.Scenes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** The frames that are looked at, with their windows: those that restoring would choose. */
public final class Footage {

  private final Region region;
  private final List<Field> frames = new ArrayList<>();
  private final List<Double> seconds = new ArrayList<>();
  private final List<Integer> cuts = new ArrayList<>();
  private final FrameStream parts;

  /**
   * @param region of the frames that is kept
   * @param sceneThreshold by how much frames differ at a cut, as of {@link Scenes}; empty for one
   *     scene
   */
  public Footage(Region region, OptionalDouble sceneThreshold) {
    this.region = region;
    FrameStream collector = new Collector();
    parts =
        sceneThreshold.isPresent()
            ? new Scenes(collector, sceneThreshold.getAsDouble(), cut -> {})
            : collector;
  }

  /**
   * The next frame of the clip.
   *
   * @param time when it appears, in seconds of the clip
   */
  public void add(Frame frame, double time) {
    seconds.add(time);
    parts.push(frame, none -> {});
  }

  /** How many frames there are. */
  public int size() {
    return frames.size();
  }

  /** The part of the frames that is kept. */
  public Region region() {
    return region;
  }

  Field frame(int number) {
    return frames.get(number);
  }

  double seconds(int number) {
    return seconds.get(number);
  }

  /** The frames that the network restores this one from, in time order; one may occur again. */
  int[] window(int number, EdvrConfig config) {
    int begin = 0;
    int end = size();
    for (int cut : cuts) {
      if (cut <= number) {
        begin = cut;
      } else {
        end = Math.min(end, cut);
      }
    }
    int length = end - begin;
    Padding usual = Padding.defaultFor(config);
    Padding padding = usual.suits(length, config.frames()) ? usual : Padding.REPLICATE;
    int after = config.frames() - 1 - config.centre();
    int[] window = padding.window(number - begin, length, config.centre(), after);
    for (int i = 0; i < window.length; i++) {
      window[i] += begin;
    }
    return window;
  }

  private final class Collector implements FrameStream {
    @Override
    public void push(Frame frame, Consumer<Frame> output) {
      frames.add(region.cut(frame));
    }

    @Override
    public void finish(Consumer<Frame> output) {
      cuts.add(frames.size());
    }
  }
}
