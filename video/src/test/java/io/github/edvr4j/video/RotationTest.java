package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_FRAME_CROPPING;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avutil.av_display_rotation_get;

import io.github.edvr4j.stream.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.javacpp.IntPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that players turn: said where the output can say it, turned where it can't. */
class RotationTest {
  private static final ClipInfo LYING =
      Clips.info(66, 48, new Rational(1, 1000), new Rational(25, 1))
          .withSampleAspect(Optional.of(new Rational(3, 2)));

  @TempDir Path folder;

  private Path write(String name, int rotation) {
    Path out = folder.resolve(name);
    Clips.write(
        out, LYING.withRotation(rotation), SinkOptions.DEFAULT, Clips.frames(66, 48, 40, 0, 40));
    return out;
  }

  @ParameterizedTest
  @CsvSource({"mp4, 90", "mp4, 180", "mp4, 270", "mov, 90", "mkv, 90", "mkv, 180", "webm, 270"})
  void containersSayIt(String extension, int rotation) {
    Path out = write("turned." + extension, rotation);
    assertThat(rotation(out)).isEqualTo(rotation);
    assertThat(Clips.info(out).width()).isEqualTo(66);
  }

  @ParameterizedTest
  @ValueSource(strings = {"avi", "y4m"})
  void otherContainersGetFramesThatStand(String extension) {
    Path out = write("turned." + extension, 90);
    ClipInfo read = Clips.info(out);
    assertThat(rotation(out)).isZero();
    assertThat(read.width()).isEqualTo(48);
    assertThat(read.height()).isEqualTo(66);
    assertThat(read.sampleAspect()).contains(new Rational(2, 3));
    Frame first = Clips.read(out).getFirst().frame();
    Frame expected = Orientation.clockwise(90).apply(Clips.gradient(66, 48, 0));
    for (int i = 0; i < first.rgb().length; i++) {
      assertThat(first.rgb()[i]).isCloseTo(expected.rgb()[i], within(0.05f));
    }
  }

  /** Clockwise as players turn it, in degrees. */
  private static int rotation(Path file) {
    try (Demuxer demuxer = Demuxer.open(file)) {
      var video = demuxer.bestVideo().codecpar();
      AVPacketSideData data =
          av_packet_side_data_get(
              video.coded_side_data(), video.nb_coded_side_data(), AV_PKT_DATA_DISPLAYMATRIX);
      return data == null || data.isNull()
          ? 0
          : Math.floorMod(-Math.round(av_display_rotation_get(new IntPointer(data.data()))), 360);
    }
  }

  private static byte[] bytes(int... numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Integer.BYTES).order(ByteOrder.nativeOrder());
    bytes.asIntBuffer().put(numbers);
    return bytes.array();
  }

  /** The first frame with its alpha, 32 by 24 or 24 by 32, as FFmpeg's program shows it. */
  private byte[] shown(Path file) throws IOException {
    Path raw = folder.resolve("shown.rgba");
    String decoder = file.toString().endsWith(".webm") ? "-c:v libvpx-vp9 " : "";
    FFmpegTools.ffmpeg(decoder + "-i {0} -frames:v 1 -pix_fmt rgba -f rawvideo {1}", file, raw);
    return Files.readAllBytes(raw);
  }

  /**
   * Whatever is said of orientation, cropping and the pixels' shape: a player shows the restored
   * clip as it shows the clip, transparent in the same places.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 1", "0, -1, 1, 0", "-1, 0, 0, -1", "0, 1, -1, 0",
    "-1, 0, 0, 1", "0, 1, 1, 0", "1, 0, 0, -1", "0, -1, -1, 0"
  })
  void aPlayerShowsTheSame(int xx, int xy, int yx, int yy) throws IOException {
    Path stored = folder.resolve("stored.mkv");
    Path clip = folder.resolve("clip.mkv");
    FFmpegTools.ffmpeg(
        """
        -f lavfi -i gradients=s=48x40:r=25:d=0.12:seed=3 -f lavfi -i gradients=s=48x40:r=25:d=0.12:seed=4
        -filter_complex [1]format=gray[a];[0][a]alphamerge,setsar=3/2 -c:v ffv1 -pix_fmt yuva444p {0}
        """,
        stored);
    Orientation orientation = new Orientation(xx, xy, yx, yy);
    Remux.write(
        stored,
        clip,
        Map.of(
            AV_PKT_DATA_DISPLAYMATRIX,
            bytes(orientation.matrix()),
            AV_PKT_DATA_FRAME_CROPPING,
            bytes(4, 12, 14, 2)));
    byte[] before = shown(clip);
    assertThat(before).hasSize(32 * 24 * 4);
    String shape = Clips.info(clip).sampleAspect().orElseThrow().toString();
    for (String output : List.of("mkv ffv1", "mov prores", "webm vp9", "avi ffv1")) {
      Path restored = folder.resolve("restored." + output.split(" ")[0]);
      EncodingRequest encoding = EncodingRequest.DEFAULT.withCodec(output.split(" ")[1]);
      List<String> warnings = TinyRestoration.sameSize(clip, restored, encoding);
      assertThat(warnings).allMatch(line -> line.contains("colour is sampled 4:4:4"));
      byte[] after = shown(restored);
      assertThat(after).as(output).hasSameSizeAs(before);
      for (int channel = 0; channel < 4; channel++) {
        double error = 0;
        for (int i = channel; i < after.length; i += 4) {
          error += Math.abs((after[i] & 0xff) - (before[i] & 0xff));
        }
        assertThat(error / (after.length / 4.0))
            .as("%s, channel %d", output, channel)
            .isLessThan(6);
      }
      boolean turned = output.startsWith("avi") && orientation.sideways();
      assertThat(Clips.info(restored).sampleAspect().orElseThrow())
          .hasToString(turned ? "2/3" : shape);
    }
  }

  private static Frame picture(int width, float... red) {
    float[] rgb = new float[red.length * Frame.CHANNELS];
    for (int i = 0; i < red.length; i++) {
      rgb[i * Frame.CHANNELS] = red[i];
      rgb[i * Frame.CHANNELS + 2] = -red[i];
    }
    return new Frame(red.length / width, width, rgb);
  }

  @Test
  void framesAreTurnedClockwise() {
    Frame lying = picture(3, 1, 2, 3, 4, 5, 6);
    assertThat(Orientation.clockwise(90).apply(lying)).isEqualTo(picture(2, 4, 1, 5, 2, 6, 3));
    assertThat(Orientation.clockwise(180).apply(lying)).isEqualTo(picture(3, 6, 5, 4, 3, 2, 1));
    assertThat(Orientation.clockwise(270).apply(lying)).isEqualTo(picture(2, 3, 6, 2, 5, 1, 4));
  }

  @Test
  void picturesInAFolderStand() {
    Path out = folder.resolve("frames");
    try (FrameSink sink = FrameSink.open(out + "/", LYING.withRotation(270), SinkOptions.DEFAULT)) {
      Clips.frames(66, 48, 40, 0).forEach(sink::write);
      sink.finish();
      assertThat(sink.description()).isEqualTo("PNG files, 8 bit, turned upright");
    }
    assertThat(List.of(Clips.info(out).width(), Clips.info(out).height())).containsExactly(48, 66);
  }
}
