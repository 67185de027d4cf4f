package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import io.github.edvr4j.EdvrException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DecodeLoopTest {
  private final Queue<Integer> codes = new ArrayDeque<>();
  private int packets;

  private DecodeLoop loop(int last) {
    FFmpeg.load();
    return new DecodeLoop(
        "clip.mkv", () -> codes.isEmpty() ? last : codes.remove(), () -> packets-- > 0);
  }

  private void fail(int times) {
    codes.addAll(Collections.nCopies(times, AVERROR_INVALIDDATA));
  }

  private void assertGivesUp(DecodeLoop loop) {
    assertThatExceptionOfType(EdvrException.class)
        .isThrownBy(loop::next)
        .withMessageContainingAll("clip.mkv", "again and again", "Invalid data");
    assertThat(loop.failed()).isEqualTo(DecodeLoop.MOST_FAILURES + 1);
  }

  @Test
  void aDecoderThatOnlyFailsIsGivenUp() {
    assertGivesUp(loop(AVERROR_INVALIDDATA));
  }

  @Test
  void aDecoderThatOnlyFailsAtTheEndIsGivenUp() {
    codes.add(AVERROR_EAGAIN());
    assertGivesUp(loop(AVERROR_INVALIDDATA));
    assertThat(packets).isNegative();
  }

  @Test
  void failuresCountAnewAfterEveryPictureAndEveryPacket() {
    packets = 1;
    fail(DecodeLoop.MOST_FAILURES);
    codes.add(0);
    fail(DecodeLoop.MOST_FAILURES);
    codes.add(AVERROR_EAGAIN());
    fail(DecodeLoop.MOST_FAILURES);
    codes.add(0);
    DecodeLoop loop = loop(AVERROR_EOF);
    assertThat(loop.next()).isTrue();
    assertThat(loop.next()).isTrue();
    assertThat(loop.next()).isFalse();
    assertThat(loop.failed()).isEqualTo(3 * DecodeLoop.MOST_FAILURES);
    assertThat(packets).isZero();
  }
}
