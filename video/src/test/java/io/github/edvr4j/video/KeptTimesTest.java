package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every frame of a file appears when it did before, however the file says it; as ffprobe sees the
 * file and what was restored from it.
 */
class KeptTimesTest {
  private static final String MOVING = "-f lavfi -i testsrc2=s=32x24:r=";

  @TempDir Path folder;

  /** The tick is the larger one of both files. */
  @ParameterizedTest(name = "{0} into {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "constant rate               | mp4 | 25:d=0.6 -c:v mpeg4                                 | mp4",
        "constant rate               | mp4 | 25:d=0.6 -c:v mpeg4                                 | mkv",
        "constant rate               | mkv | 50:d=0.4 -c:v ffv1                                  | mov",
        "NTSC                        | mp4 | 30000/1001:d=0.6 -c:v mpeg4                         | mp4",
        "NTSC                        | mkv | 24000/1001:d=0.6 -c:v ffv1                          | mkv",
        "NTSC, sixty                 | mov | 60000/1001:d=0.4 -c:v mpeg4                         | webm",
        "variable rate               | mp4 | 30:d=1 -vf settb=1/600,setpts=20*N+5*mod(N\\,3) -enc_time_base 1/600 -fps_mode passthrough -c:v mpeg4 | mp4",
        "variable rate               | mkv | 30:d=1 -vf select=mod(n\\,3)+gt(n\\,12) -fps_mode passthrough -c:v ffv1 | mkv",
        "a long pause                | mkv | 25:d=0.4 -vf setpts=PTS+if(gt(N\\,4)\\,7/TB) -fps_mode passthrough -c:v ffv1 | mp4",
        "times below zero            | mkv | 25:d=0.6 -c:v ffv1 -output_ts_offset -0.4 -avoid_negative_ts disabled | mkv",
        "times below zero            | mkv | 25:d=0.6 -c:v ffv1 -output_ts_offset -0.4 -avoid_negative_ts disabled | mp4",
        "a late start                | mp4 | 25:d=0.6 -c:v mpeg4 -output_ts_offset 1.5           | mp4",
        "a clock that has run long   | ts  | 25:d=0.6 -c:v mpeg2video -output_ts_offset 50000    | mkv",
        "a clock that has run long   | ts  | 25:d=0.6 -c:v mpeg2video -output_ts_offset 50000    | mp4",
        "B-frames                    | mp4 | 25:d=0.8 -c:v mpeg4 -bf 2 -g 8                      | mp4",
        "B-frames in closed groups   | mkv | 25:d=0.8 -c:v mpeg2video -bf 2 -g 8 -flags +cgop -sc_threshold 1000000000 | mkv",
        "B-frames in open groups     | ts  | 25:d=0.8 -c:v mpeg2video -bf 2 -g 8 -flags -cgop    | mp4",
        "B-frames in open groups     | mkv | 25:d=0.8 -c:v mpeg2video -bf 2 -g 8 -flags -cgop    | mkv",
        "no length, no frame count   | mkv | 25:d=0.6 -c:v ffv1 -live 1                          | mkv",
        "no length, no frame count   | flv | 25:d=0.6 -c:v flv1 -flvflags no_duration_filesize   | mp4",
        "fragments                   | mp4 | 25:d=0.6 -c:v mpeg4 -g 5 -movflags empty_moov+frag_keyframe | mp4",
      })
  void framesAppearWhenTheyDid(String what, String extension, String arguments, String output) {
    Path clip = folder.resolve("clip." + extension);
    Path restored = folder.resolve("restored." + output);
    FFmpegTools.ffmpeg(MOVING + arguments + " {0}", clip);
    assertThat(TinyRestoration.enlarge(clip, restored)).isEmpty();
    assertSameTimes(clip, restored);
  }

  /** A copy of a part that begins between two key frames: an edit list hides what is too much. */
  @ParameterizedTest
  @CsvSource({"mp4", "mkv"})
  void framesThatAnEditListHidesStayHidden(String output) {
    Path whole = folder.resolve("whole.mp4");
    Path clip = folder.resolve("clip.mp4");
    Path restored = folder.resolve("restored." + output);
    FFmpegTools.ffmpeg(MOVING + "25:d=1.2 -c:v mpeg4 -bf 2 -g 12 {0}", whole);
    FFmpegTools.ffmpeg("-ss 0.7 -i {0} -c copy {1}", whole, clip);
    assertThat(TinyRestoration.enlarge(clip, restored)).isEmpty();
    assertThat((int) Probe.of(clip).number("streams.stream.0.nb_frames"))
        .isGreaterThan(seconds(restored).size());
    assertSameTimes(clip, restored);
  }

  /** In a recording, sound that comes before the first picture begins it. */
  @ParameterizedTest
  @CsvSource({"ts, mkv", "ts, mp4", "vob, mkv"})
  void recordingsBeginAtZeroWithTheirFirstStream(String extension, String output) {
    Path clip = folder.resolve("clip." + extension);
    Path restored = folder.resolve("restored." + output);
    FFmpegTools.ffmpeg(
        MOVING
            + "25:d=0.6 -f lavfi -i sine=d=1 -vf setpts=PTS+0.4/TB -c:v mpeg2video -c:a mp2"
            + " -output_ts_offset 5000 {0}",
        clip);
    assertThat(TinyRestoration.enlarge(clip, restored)).isEmpty();
    Probe before = Probe.of(clip);
    Probe after = Probe.of(restored);
    assertThat(before.number("format.start_time")).isGreaterThan(4999);
    assertThat(after.number("format.start_time")).isCloseTo(0, within(0.001));
    for (String type : List.of("video", "audio")) {
      assertThat(start(after, type))
          .isCloseTo(start(before, type) - before.number("format.start_time"), within(0.001));
    }
  }

  private static double start(Probe file, String type) {
    int index = file.all("codec_type").indexOf(type);
    return file.number("streams.stream.%d.start_time".formatted(index));
  }

  /** Streams without a container have no clock: the frames come at their rate. */
  @ParameterizedTest
  @CsvSource({
    "h264, -c:v libopenh264",
    "m2v,  -c:v mpeg2video -bf 2",
    "m1v,  -c:v mpeg1video -bf 2",
    "m4v,  -c:v mpeg4",
    "obu,  -c:v libsvtav1 -preset 12 -vf scale=64:64",
    "ivf,  -c:v libvpx -b:v 1M",
    "y4m,  -c:v rawvideo",
    "mjpeg, -c:v mjpeg"
  })
  void elementaryStreamsGetAClock(String extension, String encoder) {
    Path clip = folder.resolve("clip." + extension);
    Path restored = folder.resolve("restored.mp4");
    FFmpegTools.ffmpeg(MOVING + "25:d=0.6 " + encoder + " {0}", clip);
    TinyRestoration.enlarge(clip, restored);
    List<Double> times = seconds(restored);
    assertThat(times).hasSize(15);
    for (int i = 0; i < times.size(); i++) {
      assertThat(times.get(i) - times.getFirst()).isCloseTo(i / 25.0, within(1e-6));
    }
    assertThat(Probe.of(restored).number("streams.stream.0.duration")).isCloseTo(0.6, within(0.04));
  }

  private static void assertSameTimes(Path clip, Path restored) {
    List<Double> before = seconds(clip);
    List<Double> after = seconds(restored);
    assertThat(after).hasSameSizeAs(before);
    double tick = tick(clip) > tick(restored) ? 0 : tick(restored) / 2;
    boolean runningClock = Probe.of(clip).get("format.format_name").equals("mpegts");
    double shift = runningClock ? before.getFirst() : Math.min(0, before.getFirst());
    for (int i = 0; i < before.size(); i++) {
      assertThat(after.get(i))
          .as("frame %d", i)
          .isCloseTo(before.get(i) - shift, within(tick + 1e-6));
    }
    double last = before.getLast() - before.get(before.size() - 2);
    double expected = before.getLast() - before.getFirst() + last;
    assertThat(length(restored)).isCloseTo(expected, within(last));
  }

  /** Of all frames together; Matroska counts from 0 even where they begin later. */
  private static double length(Path file) {
    Probe probe = Probe.of(file);
    double length = probe.number("format.duration");
    return probe.get("format.format_name").startsWith("matroska")
        ? length - probe.number("format.start_time")
        : length;
  }

  private static double tick(Path file) {
    String[] fraction = Probe.of(file).stream(0, "time_base").split("/", 2);
    return Double.parseDouble(fraction[0]) / Double.parseDouble(fraction[1]);
  }

  private static List<Double> seconds(Path file) {
    return Probe.frames(file).all("pts_time").stream().map(Double::valueOf).toList();
  }
}
