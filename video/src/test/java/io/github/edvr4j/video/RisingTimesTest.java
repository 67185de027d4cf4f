package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.junit.jupiter.api.Test;

class RisingTimesTest {
  private static List<Long> written(RisingTimes times, long... stored) {
    FFmpeg.load();
    AVPacket packet = av_packet_alloc();
    List<Long> written = new ArrayList<>();
    for (long time : stored) {
      if (times.next(packet.dts(time).pts(time + 3).duration(24))) {
        assertThat(packet.pts()).isEqualTo(packet.dts() + 3);
        written.add(packet.dts());
      }
    }
    av_packet_free(packet);
    return written;
  }

  @Test
  void packetsThatComeLateAreMovedAndThoseThatComeTooLateRefused() {
    RisingTimes times = new RisingTimes(true);
    assertThat(written(times, 0, 24, 24, 0, 20, 48)).containsExactly(0L, 24L, 25L, 26L, 48L);
    assertThat(times.faults()).isEqualTo(3);
  }

  @Test
  void someMuxersTakeTheSameTimeTwice() {
    RisingTimes times = new RisingTimes(false);
    assertThat(written(times, 0, 24, 24, 20, 48)).containsExactly(0L, 24L, 24L, 24L, 48L);
    assertThat(times.faults()).isEqualTo(1);
  }

  @Test
  void timesBelowZeroAreLeft() {
    assertThat(written(new RisingTimes(true), -48, -24, 0)).containsExactly(-48L, -24L, 0L);
  }

  @Test
  void packetsWithoutATimeAreLeft() {
    FFmpeg.load();
    AVPacket packet = av_packet_alloc();
    RisingTimes times = new RisingTimes(true);
    assertThat(times.next(packet.dts(AV_NOPTS_VALUE).pts(AV_NOPTS_VALUE))).isTrue();
    assertThat(packet.dts()).isEqualTo(AV_NOPTS_VALUE);
    av_packet_free(packet);
  }
}
