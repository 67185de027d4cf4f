package io.github.edvr4j.examples;

import io.github.edvr4j.stream.Restorer;
import io.github.edvr4j.stream.StreamOptions;
import io.github.edvr4j.stream.StreamPlan;
import io.github.edvr4j.video.ClipInfo;
import io.github.edvr4j.video.FrameSink;
import io.github.edvr4j.video.FrameSource;
import io.github.edvr4j.video.RestoreJob;
import io.github.edvr4j.video.SinkOptions;
import io.github.edvr4j.video.SourceOptions;
import io.github.edvr4j.weights.EdvrCheckpoint;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Restores a clip: decoding, computing and encoding side by side, sound and tags kept. */
public final class RestoreClip {

  private RestoreClip() {}

  /**
   * Restores a video.
   *
   * @param args a model file, the video, and the video to write
   */
  public static void main(String[] args) throws InterruptedException {
    EdvrCheckpoint model = EdvrCheckpoint.load(Path.of(args[0]), OptionalInt.empty());
    int threads = Runtime.getRuntime().availableProcessors();
    try (FrameSource source = FrameSource.open(args[1], SourceOptions.DEFAULT);
        Restorer restorer = new Restorer(model.config(), model.weights(), threads)) {
      ClipInfo clip = source.info();
      StreamPlan plan = restorer.plan(clip.height(), clip.width(), StreamOptions.DEFAULT);
      ClipInfo restored = clip.withSize(plan.outputWidth(), plan.outputHeight());
      SinkOptions options = SinkOptions.DEFAULT.withCopyFrom(Path.of(args[1]));
      new RestoreJob(
              source,
              OptionalLong.empty(),
              restorer.open(plan, System.err::println),
              restored,
              () -> FrameSink.open(args[2], restored, options),
              count -> System.out.println("frame " + count))
          .run();
    }
  }
}
