package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrameTimesTest {
  private static final long NONE = AV_NOPTS_VALUE;

  private final FrameTimes times = new FrameTimes(true, 40, 10_000);
  private final List<Long> pts = new ArrayList<>();
  private final List<Long> durations = new ArrayList<>();
  private AVFrame picture;

  @BeforeEach
  void allocate() {
    FFmpeg.load();
    picture = av_frame_alloc();
  }

  @AfterEach
  void free() {
    av_frame_free(picture);
  }

  private void next(long stored, long duration) {
    times.next(picture.pts(stored).duration(duration));
    pts.add(times.pts());
    durations.add(times.duration());
  }

  @Test
  void storedTimesAreKeptEvenBelowZero() {
    next(-1001, 500);
    next(-501, 7);
    next(3, 0);
    assertThat(pts).containsExactly(-1001L, -501L, 3L);
    assertThat(durations).containsExactly(500L, 7L, 40L);
    assertThat(times.moved()).isZero();
  }

  @Test
  void withoutTimesTheyAreRegular() {
    next(NONE, 1);
    next(NONE, 1);
    next(NONE, 0);
    assertThat(pts).containsExactly(0L, 40L, 80L);
    assertThat(durations).containsExactly(40L, 40L, 40L);
    assertThat(times.moved()).isZero();
  }

  @Test
  void timesThatADemuxerInventsAreNotBelieved() {
    FrameTimes counted = new FrameTimes(false, 40, 10_000);
    counted.next(picture.pts(0).duration(40));
    assertThat(counted.pts()).isZero();
    counted.next(picture.pts(80).duration(40).repeat_pict(1));
    assertThat(counted.pts()).isEqualTo(40);
    assertThat(counted.duration()).isEqualTo(60);
    counted.next(picture.pts(40).repeat_pict(0));
    assertThat(counted.pts()).isEqualTo(100);
    assertThat(counted.moved()).isZero();
  }

  @Test
  void aMissingTimeFollowsFromThePictureBefore() {
    next(100, 25);
    next(NONE, 0);
    next(170, 25);
    assertThat(pts).containsExactly(100L, 125L, 170L);
  }

  @Test
  void timesThatDoNotRiseAreMoved() {
    next(100, 25);
    next(100, 25);
    next(90, 25);
    next(125, 25);
    assertThat(pts).containsExactly(100L, 101L, 102L, 125L);
    assertThat(times.moved()).isEqualTo(2);
  }

  @Test
  void timesThatBeginAgainGoOn() {
    next(1000, 40);
    next(1040, 40);
    next(100, 40);
    next(140, 50);
    next(190, 40);
    assertThat(pts).containsExactly(1000L, 1040L, 1080L, 1120L, 1170L);
    assertThat(times.jumps()).isEqualTo(1);
    assertThat(times.moved()).isZero();
  }

  @Test
  void timesThatJumpFarAheadGoOn() {
    next(1000, 40);
    next(20_000, 40);
    next(20_040, 40);
    next(29_000, 40);
    assertThat(pts).containsExactly(1000L, 1040L, 1080L, 10_040L);
    assertThat(times.jumps()).isEqualTo(1);
  }

  @Test
  void aStrayTimeIsNoNewBeginning() {
    next(1000, 40);
    next(0, 40);
    next(1080, 40);
    next(99_000, 40);
    next(1160, 40);
    assertThat(pts).containsExactly(1000L, 1040L, 1080L, 1120L, 1160L);
    assertThat(times.jumps()).isZero();
  }

  @Test
  void theDecodersGuessStandsInForAMissingTime() {
    times.next(picture.pts(NONE).best_effort_timestamp(77).duration(5));
    assertThat(times.pts()).isEqualTo(77);
    assertThat(times.duration()).isEqualTo(5);
  }
}
