package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.EdvrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentedVideoTest {

  private static final int FRAMES = 11;
  private static final int SEGMENT = 4;

  @TempDir private Path folder;

  private SegmentedVideo video(Path output, SinkOptions options) {
    ClipInfo clip = Clips.info(64, 64, new Rational(1, 600), new Rational(30, 1));
    return new SegmentedVideo(output, clip, options, SEGMENT);
  }

  private static void begin(SegmentedVideo video, Part part) {
    video.begin(new LinkedHashMap<>(Map.of("model", "a")), part, OptionalLong.of(FRAMES), true);
  }

  private static List<TimedFrame> frames() {
    return Clips.frames(64, 64, 55, 70, 90, 120, 150, 151, 300, 301, 330, 350, 351, 380);
  }

  /** Makes what is missing, but no more frames than are allowed. */
  private static boolean make(SegmentedVideo video, int allowed) {
    int left = allowed;
    for (FrameRange range : video.missing()) {
      try (FrameSink sink = video.sink(range)) {
        for (int i = (int) range.first(); i < Math.min(FRAMES, range.end()); i++) {
          if (left-- == 0) {
            return false;
          }
          sink.write(frames().get(i));
        }
        sink.finish();
      }
    }
    video.ends(FRAMES);
    return true;
  }

  @ParameterizedTest
  @CsvSource({"libopenh264, mp4", "mpeg4, mp4", "mpeg4, mkv", "ffv1, mkv", "libsvtav1, mp4"})
  void interruptionsChangeNoPacket(String encoder, String extension) throws IOException {
    Map<String, String> own =
        encoder.equals("mpeg4") ? Map.of("bf", "2", "b_strategy", "0") : Map.of();
    SinkOptions options =
        SinkOptions.DEFAULT.withEncoding(
            EncodingRequest.DEFAULT.withCodec(encoder).withOptions(own));
    Path whole = folder.resolve("whole." + extension);
    try (SegmentedVideo video = video(whole, options)) {
      begin(video, Part.WHOLE);
      make(video, FRAMES);
      video.join();
    }
    Path resumed = folder.resolve("resumed." + extension);
    for (int allowed : new int[] {2, 5, 7}) {
      try (SegmentedVideo video = video(resumed, options)) {
        begin(video, Part.WHOLE);
        if (make(video, allowed)) {
          video.join();
        }
      }
    }
    List<TimedFrame> expected = Clips.read(whole);
    assertThat(Clips.read(resumed)).isEqualTo(expected);
    if (extension.equals("mp4")) {
      assertThat(Files.mismatch(whole, resumed)).isEqualTo(-1);
      assertThat(expected.stream().map(TimedFrame::pts).toList())
          .isEqualTo(frames().stream().map(TimedFrame::pts).toList());
      // MP4 counts the time from decoding to decoding, which tells nothing of reordered frames.
      assertThat(expected.getLast().duration()).isEqualTo(own.isEmpty() ? 55 : 1);
    }
    assertThat(folder.resolve("resumed." + extension + ".parts")).doesNotExist();
  }

  @Test
  void partsShareTheSegments() {
    Path output = folder.resolve("out.mkv");
    List<FrameRange> ranges =
        IntStream.rangeClosed(1, 2)
            .mapToObj(
                number -> {
                  try (SegmentedVideo video = video(output, SinkOptions.DEFAULT)) {
                    begin(video, new Part(number, 2));
                    return video.missing();
                  }
                })
            .flatMap(List::stream)
            .toList();
    assertThat(ranges).containsExactly(new FrameRange(0, 4), new FrameRange(4, Long.MAX_VALUE));
  }

  @Test
  void twoProcessesDontMakeTheSame() {
    Path output = folder.resolve("out.mkv");
    try (SegmentedVideo one = video(output, SinkOptions.DEFAULT);
        SegmentedVideo other = video(output, SinkOptions.DEFAULT)) {
      begin(one, new Part(1, 2));
      assertThatThrownBy(() -> begin(other, Part.WHOLE))
          .isInstanceOf(EdvrException.class)
          .hasMessageContaining("another edvr is working on it");
      begin(other, new Part(2, 2));
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aDamagedSegmentIsNamed() throws IOException {
    Path output = folder.resolve("out.mkv");
    try (SegmentedVideo video = video(output, SinkOptions.DEFAULT)) {
      begin(video, Part.WHOLE);
      make(video, FRAMES);
      Path segment = video.folder().resolve("000001.segment");
      byte[] bytes = Files.readAllBytes(segment);
      bytes[bytes.length / 2] ^= 1;
      Files.write(segment, bytes);
      assertThatThrownBy(video::join)
          .isInstanceOf(EdvrException.class)
          .hasMessageContaining("000001.segment: is damaged: its checksum is wrong");
      assertThat(output).doesNotExist();
      Files.delete(segment);
      make(video, FRAMES);
      video.join();
    }
    assertThat(Clips.read(output)).hasSize(FRAMES);
  }
}
