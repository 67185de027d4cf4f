package io.github.edvr4j.examples;

import io.github.edvr4j.stream.FrameStream;
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
    try (Restorer restorer = new Restorer(model.config(), model.weights(), threads);
        FrameSource source = FrameSource.open(args[1], SourceOptions.DEFAULT)) {
      ClipInfo clip = source.info();
      StreamPlan plan = restorer.plan(clip.height(), clip.width(), StreamOptions.DEFAULT);
      FrameStream stream = restorer.open(plan, System.err::println);
      ClipInfo restored = clip.withSize(plan.outputWidth(), plan.outputHeight());
      SinkOptions options = SinkOptions.DEFAULT.withCopyFrom(Path.of(args[1]));
      try (FrameSink sink = FrameSink.open(args[2], restored, options)) {
        new RestoreJob(
                source,
                OptionalLong.empty(),
                stream,
                restored,
                sink,
                count -> System.out.println("frame " + count))
            .run();
      }
    }
  }
}
