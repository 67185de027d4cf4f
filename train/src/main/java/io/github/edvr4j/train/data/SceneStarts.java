package io.github.edvr4j.train.data;

import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.stream.FrameStream;
import io.github.edvr4j.stream.Scenes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Finds the same scenes in a clip as a restoration does. */
final class SceneStarts {
  private final List<Integer> starts = new ArrayList<>(List.of(0));
  private int frames;
  private final Scenes scenes =
      new Scenes(
          new FrameStream() {
            @Override
            public void push(Frame frame, Consumer<Frame> output) {
              frames++;
            }

            @Override
            public void finish(Consumer<Frame> output) {
              starts.add(frames);
            }
          },
          Scenes.DEFAULT_THRESHOLD,
          message -> {});

  /** Looks at the clip's next frame. */
  void push(Frame frame) {
    scenes.push(frame, output -> {});
  }

  /** The first frame of each scene so far. */
  List<Integer> starts() {
    return List.copyOf(starts);
  }
}
