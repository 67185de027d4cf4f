package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Encoders that can't count in the clip's ticks. */
class TimeBaseTest {
  private static final Rational TICK = new Rational(1, 90_000);

  @TempDir Path folder;

  private List<Long> written(String name, Rational rate, long... pts) {
    Path file = folder.resolve(name);
    Clips.write(
        file,
        Clips.info(64, 48, TICK, rate),
        SinkOptions.DEFAULT.withEncoding(EncodingRequest.DEFAULT.withCodec("mpeg4")),
        Clips.frames(64, 48, 3003, pts));
    assertThat(Clips.info(file).timeBase()).isEqualTo(TICK);
    return Clips.read(file).stream().map(TimedFrame::pts).toList();
  }

  @ParameterizedTest
  @CsvSource({"25, 1, 3600", "30000, 1001, 3003", "50, 1, 1800"})
  void framesOfAConstantRateKeepTheirTimes(int num, int den, long step) {
    long[] pts = LongStream.range(0, 10).map(i -> i * step).toArray();
    assertThat(written("out.mp4", new Rational(num, den), pts))
        .isEqualTo(LongStream.of(pts).boxed().toList());
  }

  @Test
  void otherTimesAreNearlyKept() {
    long[] pts = {0, 3001, 6007, 9100, 20_000};
    List<Long> read = written("out.mp4", new Rational(90_000, 1), pts);
    for (int i = 0; i < pts.length; i++) {
      assertThat(read.get(i)).isBetween(pts[i] - 1, pts[i] + 1);
    }
  }
}
