package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.Test;

class FFmpegBuildTest {

  @Test
  void theBuildIsTheOneOfTheClassPath() {
    FFmpegBuild build = FFmpegBuild.load();
    assertThat(build.version()).startsWith("8.");
    assertThat(build.licence()).contains("GPL");
    assertThat(build.configuration()).contains("--enable-shared").allMatch(s -> s.startsWith("--"));
  }

  @Test
  void theVideoEncodersAreThoseThatFfmpegFinds() {
    FFmpegBuild build = FFmpegBuild.load();
    assertThat(build.encoders())
        .contains("libopenh264", "libsvtav1", "libvpx-vp9", "ffv1", "png")
        .doesNotContain("aac", "h264", "subrip");
    assertThat(build.encoders())
        .allSatisfy(name -> assertThat(avcodec.avcodec_find_encoder_by_name(name)).isNotNull());
  }
}
