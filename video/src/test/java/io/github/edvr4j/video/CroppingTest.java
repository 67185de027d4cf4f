package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_FRAME_CROPPING;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What players don't show of a picture is cut off before it is restored. */
class CroppingTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"mkv, mkv", "mkv, mp4"})
  void whatTheContainerHidesIsCut(String input, String output) {
    Path whole = folder.resolve("whole.mkv");
    Path clip = folder.resolve("clip." + input);
    Path cut = folder.resolve("cut.mkv");
    Path restored = folder.resolve("restored." + output);
    FFmpegTools.ffmpeg("-f lavfi -i testsrc2=s=48x40:r=25:d=0.12 -c:v ffv1 {0}", whole);
    FFmpegTools.ffmpeg("-i {0} -vf crop=32:32:8:4 -c:v ffv1 {1}", whole, cut);
    byte[] edges =
        ByteBuffer.allocate(4 * Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(4)
            .putInt(4)
            .putInt(8)
            .putInt(8)
            .array();
    Remux.write(whole, clip, Map.of(AV_PKT_DATA_FRAME_CROPPING, edges));
    assertThat(Probe.of(clip).stream(0, "width")).isEqualTo("48");
    assertThat(TinyRestoration.enlarge(clip, restored)).isEmpty();
    assertThat(Probe.of(restored).stream(0, "width")).isEqualTo("128");
    assertThat(Probe.of(restored).starting("streams.stream.0.side_data_list")).isEmpty();
    assertThat(Clips.read(clip)).isEqualTo(Clips.read(cut));
  }
}
