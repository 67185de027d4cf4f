package io.github.edvr4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.metrics.Channels;
import io.github.edvr4j.metrics.Psnr;
import io.github.edvr4j.metrics.Rgb8;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.video.ClipInfo;
import io.github.edvr4j.video.FrameSink;
import io.github.edvr4j.video.FrameSource;
import io.github.edvr4j.video.Rational;
import io.github.edvr4j.video.SinkOptions;
import io.github.edvr4j.video.SourceOptions;
import io.github.edvr4j.video.TimedFrame;
import io.github.edvr4j.weights.EdvrCheckpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("narrow")
class RestoreClipTest {

  @TempDir private Path folder;

  @Test
  void mainWritesTheRestoredClip() throws Exception {
    Path input = folder.resolve("in.mkv");
    write(input, FramesFromMemory.drawing(6, 32, 48));
    Path output = folder.resolve("out.mkv");

    List<String> lines = MainRun.lines(RestoreClip::main, MainRun.MODEL, input, output);

    assertThat(lines)
        .containsExactly("frame 1", "frame 2", "frame 3", "frame 4", "frame 5", "frame 6");
    List<TimedFrame> before = read(input);
    List<TimedFrame> after = read(output);
    assertThat(after)
        .extracting(TimedFrame::pts)
        .isEqualTo(before.stream().map(TimedFrame::pts).toList());
    List<Frame> expected =
        FramesFromMemory.restore(
            EdvrCheckpoint.load(MainRun.MODEL, OptionalInt.empty()),
            before.stream().map(TimedFrame::frame).toList());
    for (int t = 0; t < 6; t++) {
      Rgb8 written = picture(after.get(t).frame());
      assertThat(Psnr.between(written, picture(expected.get(t)), Channels.Y, 0))
          .as("frame %d", t)
          .isGreaterThan(35);
    }
  }

  private static void write(Path file, List<Frame> frames) {
    Frame first = frames.getFirst();
    ClipInfo info = ClipInfo.of(first.width(), first.height(), new Rational(25, 1));
    try (FrameSink sink = FrameSink.open(file.toString(), info, SinkOptions.DEFAULT)) {
      for (int t = 0; t < frames.size(); t++) {
        sink.write(new TimedFrame(frames.get(t), t, 1, ""));
      }
      sink.finish();
    }
  }

  private static List<TimedFrame> read(Path file) {
    List<TimedFrame> frames = new ArrayList<>();
    try (FrameSource source = FrameSource.open(file.toString(), SourceOptions.DEFAULT)) {
      Optional<TimedFrame> next = source.next();
      while (next.isPresent()) {
        frames.add(next.get());
        next = source.next();
      }
    }
    return frames;
  }

  private static Rgb8 picture(Frame frame) {
    return Rgb8.of(frame.height(), frame.width(), frame.rgb());
  }
}
