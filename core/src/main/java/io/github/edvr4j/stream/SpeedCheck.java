package io.github.edvr4j.stream;

import java.time.Duration;
import java.util.Random;

/** How fast this machine computes a network, from a short trial on small frames of noise. */
public final class SpeedCheck {

  /** Smaller frames would be quicker, but what the JVM compiles for them is slow on larger ones. */
  private static final int SIZE = 96;

  /** A trial takes no longer than this part of the work itself. */
  private static final double SHARE = 0.1;

  /** A trial is done when so many frames in a row were not noticeably faster. */
  private static final int SETTLED = 5;

  private static final double NOTICEABLY = 1.1;

  private SpeedCheck() {}

  /** For a task of any length. */
  public static double multiplyAddsPerSecond(Restorer restorer, Duration atMost) {
    return multiplyAddsPerSecond(restorer, atMost, Double.POSITIVE_INFINITY);
  }

  /**
   * Restores small frames until that is no longer getting faster, which the JVM's compiling makes
   * it.
   *
   * @param atMost how long to go on, if more than one frame can be restored in it
   * @param work multiplications with an addition of what is to be done: a trial takes no longer
   *     than a tenth of that
   * @return multiplications with an addition per second, counted as {@link StreamPlan#multiplyAdds}
   */
  public static double multiplyAddsPerSecond(Restorer restorer, Duration atMost, double work) {
    StreamPlan plan = restorer.plan(SIZE, SIZE, StreamOptions.DEFAULT);
    FrameStream stream = restorer.open(plan, warning -> {});
    Frame noise = new Frame(SIZE, SIZE);
    Random random = new Random(0);
    for (int i = 0; i < noise.rgb().length; i++) {
      noise.rgb()[i] = random.nextFloat();
    }
    long[] restored = {0};
    long begin = System.nanoTime();
    double fastest = 0;
    int noFaster = 0;
    while (fastest == 0
        || (noFaster < SETTLED
            && secondsSince(begin) < Math.min(atMost.toMillis() / 1e3, SHARE * work / fastest))) {
      long before = restored[0];
      long start = System.nanoTime();
      stream.push(noise, frame -> restored[0]++);
      double speed = plan.multiplyAdds() / secondsSince(start);
      // The first window comes after several frames, and gives several.
      if (restored[0] - before == 1) {
        noFaster = speed > NOTICEABLY * fastest ? 0 : noFaster + 1;
        fastest = Math.max(fastest, speed);
      }
    }
    return fastest;
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
