package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.stream.Frame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.util.DefaultLocale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields become frames, whatever the codec, and nothing else changes. */
class InterlacedTest {
  /** A white bar that moves by 4 pixels a field before black. */
  private static final String FIELDS =
      """
      -f lavfi -i color=black:s=128x48:r=50:d=0.8[b];color=white:s=16x48:r=50:d=0.8[w];\
      [b][w]overlay=x=4*n,setfield=tff,separatefields,\
      select=eq(mod(n\\,4)\\,0)+eq(mod(n\\,4)\\,3),weave=top,setfield=tff
      """;

  @TempDir Path folder;

  private static List<Frame> pictures(Path clip, Duration start) {
    List<Frame> frames = new ArrayList<>();
    SourceOptions options = SourceOptions.DEFAULT.withRange(start, Optional.empty());
    try (FrameSource source = FrameSource.open(clip.toString(), options)) {
      for (var frame = source.next(); frame.isPresent(); frame = source.next()) {
        frames.add(frame.get().frame());
      }
    }
    return frames;
  }

  /** How much neighbouring lines differ, on average: high where there is a comb. */
  private static double comb(Frame frame) {
    int row = frame.width() * Frame.CHANNELS;
    double sum = 0;
    for (int i = row; i < frame.rgb().length; i++) {
      sum += Math.abs(frame.rgb()[i] - frame.rgb()[i - row]);
    }
    return sum / frame.rgb().length;
  }

  @ParameterizedTest
  @CsvSource({
    "mpg, -c:v mpeg2video -flags +ildct+ilme -q:v 2, mp4",
    "mkv, -c:v ffv1, mkv",
    "mkv, -c:v ffv1 -pix_fmt yuv422p10le, mkv",
    "mov, -c:v rawvideo -pix_fmt uyvy422, mov",
    "mov, -c:v prores_ks -flags +ildct -top 1, mov"
  })
  void fieldsBecomeFrames(String extension, String encoder, String output) {
    Path clip = folder.resolve("clip." + extension);
    Path restored = folder.resolve("restored." + output);
    FFmpegTools.ffmpeg(FIELDS + encoder + " {0}", clip);
    assertThat(Probe.frames(clip).all("interlaced_frame")).containsOnly("1");
    assertThat(TinyRestoration.enlarge(clip, restored))
        .filteredOn(line -> line.contains("is deinterlaced (bwdif), one frame for two fields"))
        .hasSize(1);
    Probe before = Probe.frames(clip);
    Probe after = Probe.frames(restored);
    assertThat(after.all("interlaced_frame")).containsOnly("0");
    assertThat(after.all("pts_time")).hasSameSizeAs(before.all("pts_time"));
    assertThat(pictures(restored, Duration.ZERO))
        .allSatisfy(frame -> assertThat(comb(frame)).isLessThan(0.01));
  }

  /** In its lines, the bar is where it was when they were taken, in ten bits as in the file. */
  @ParameterizedTest
  @CsvSource({"tff, top, 24", "bff, bottom, 25"})
  void theEarlierFieldStays(String order, String first, int line) {
    Path clip = folder.resolve("clip.mkv");
    String fields = FIELDS.replace("tff", order).replace("weave=top", "weave=" + first);
    FFmpegTools.ffmpeg(fields + "-c:v ffv1 -pix_fmt yuv422p10le {0}", clip);
    assertThat(Clips.info(clip).bitDepth()).isEqualTo(10);
    List<Frame> frames = pictures(clip, Duration.ZERO);
    for (int i = 0; i < 12; i++) {
      int left = 0;
      while (frames.get(i).rgb()[(line * 128 + left) * Frame.CHANNELS + 1] < 0.5f) {
        left++;
      }
      assertThat(left).as("frame %d", i).isEqualTo(8 * i + 4);
    }
  }

  /** As if it had been read from the start, although the first frame needs the one before. */
  @Test
  void anExcerptIsTheSame() {
    Path clip = folder.resolve("clip.mkv");
    FFmpegTools.ffmpeg(FIELDS + "-c:v ffv1 -g 1 {0}", clip);
    List<Frame> whole = pictures(clip, Duration.ZERO);
    assertThat(pictures(clip, Duration.ofMillis(400))).isEqualTo(whole.subList(10, whole.size()));
  }

  /** Only those that are interlaced change; the first of them has one before it. */
  @Test
  @DefaultLocale("ar-EG")
  void theFilterIsToldNumbersThatItKnowsWhateverTheLocale() {
    Path clip = folder.resolve("clip.mkv");
    FFmpegTools.ffmpeg(FIELDS + "-c:v ffv1 {0}", clip);
    assertThat(pictures(clip, Duration.ZERO)).hasSize(20);
  }

  @Test
  void progressiveFramesStayAsTheyAre() {
    Path both = folder.resolve("both.ts");
    Path start = folder.resolve("frames.ts");
    Path end = folder.resolve("fields.ts");
    String mpeg2 = "-c:v mpeg2video -g 1 -q:v 2 ";
    FFmpegTools.ffmpeg(FIELDS + mpeg2 + "-flags +ildct+ilme {0}", end);
    FFmpegTools.ffmpeg("-f lavfi -i testsrc2=s=128x48:r=25:d=0.4 " + mpeg2 + " {0}", start);
    FFmpegTools.ffmpeg("-i concat:{0}|{1} -c copy {2}", start, end, both);
    List<Frame> joined = pictures(both, Duration.ZERO);
    // The decoder loses the last frame before the fields.
    assertThat(joined.subList(0, 9)).isEqualTo(pictures(start, Duration.ZERO).subList(0, 9));
    List<Frame> alone = pictures(end, Duration.ZERO);
    assertThat(joined.subList(10, joined.size())).isEqualTo(alone.subList(1, alone.size()));
    assertThat(pictures(both, Duration.ofMillis(400))).isEqualTo(joined.subList(9, joined.size()));
  }
}
