package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FFmpegTest {

  @Test
  void whatTheSystemLacksIsSaidRatherThanWhereJavaLooked() {
    LinkageError error = new UnsatisfiedLinkError("no jniavutil in java.library.path: /usr/lib");
    assertThat(FFmpeg.reason(error)).startsWith("no jniavutil");
    assertThat(FFmpeg.advice(error)).contains("class path");

    error.initCause(new UnsatisfiedLinkError("libva-drm.so.2: cannot open shared object file"));
    assertThat(FFmpeg.reason(error)).startsWith("libva-drm.so.2");
    assertThat(FFmpeg.advice(error)).contains("libva-drm2").doesNotContain("class path");
  }
}
