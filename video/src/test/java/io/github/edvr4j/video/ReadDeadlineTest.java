package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;

import io.github.edvr4j.EdvrException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ReadDeadlineTest {

  @TempDir Path folder;

  private Path clip() {
    Path file = folder.resolve("clip.mkv");
    Clips.write(
        file,
        Clips.info(64, 48, new Rational(1, 1000), new Rational(25, 1)),
        SinkOptions.DEFAULT,
        Clips.frames(64, 48, 40, 0, 40, 80));
    return file;
  }

  /** The codes of a file's readings until one is below zero, and why that is. */
  private static String readToTheEnd(Path file, Duration patience) {
    AVPacket packet = av_packet_alloc();
    try (Demuxer demuxer = Demuxer.open(file, patience)) {
      int read = 0;
      int code = demuxer.read(packet);
      while (code >= 0) {
        read++;
        av_packet_unref(packet);
        code = demuxer.read(packet);
      }
      return read + " " + (code == AVERROR_EOF ? "end" : demuxer.error(code));
    } finally {
      av_packet_free(packet);
    }
  }

  @Test
  void terabytesOfNothingAreNotReadThrough() throws IOException {
    Path file = clip();
    assertThat(readToTheEnd(file, Demuxer.PATIENCE)).isEqualTo("3 end");
    try (RandomAccessFile longer = new RandomAccessFile(file.toFile(), "rw")) {
      // A hole, which takes no place on the disk.
      longer.setLength(1L << 40);
    }
    assertThat(readToTheEnd(file, Duration.ofSeconds(1)))
        .isEqualTo("3 nothing came of reading it for 1 seconds");
  }

  @Test
  void openingIsLimitedToo() {
    Path file = clip();
    assertThatThrownBy(() -> Demuxer.open(file, Duration.ZERO))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining(
            "can't be read as a video (nothing came of reading it for 0 seconds)");
  }
}
