package io.github.edvr4j.cli.bench;

import com.sun.management.ThreadMXBean;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.stream.FrameStream;
import java.lang.management.ManagementFactory;

/** A stream that is given the frames of a picture, with a look at the clock before and after. */
final class TimedStream {

  /**
   * What came of one frame.
   *
   * @param restored how many frames came out
   * @param allocated bytes that Java's threads took from the heap meanwhile
   */
  record Push(int restored, double seconds, long allocated) {}

  private final ThreadMXBean threads =
      (ThreadMXBean) ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
  private final FrameStream stream;
  private final MovingPicture picture;
  private int pushed;
  private int restored;
  private long firstRestored;

  TimedStream(FrameStream stream, MovingPicture picture) {
    this.stream = stream;
    this.picture = picture;
  }

  Push push() {
    Frame frame = picture.frame(pushed++);
    int before = restored;
    long allocated = threads.getTotalThreadAllocatedBytes();
    long start = System.nanoTime();
    stream.push(frame, this::take);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Push(restored - before, seconds, threads.getTotalThreadAllocatedBytes() - allocated);
  }

  private void take(Frame done) {
    if (restored == 0) {
      firstRestored = System.nanoTime();
    }
    restored++;
    stream.reuse(done);
  }

  /** Goes on until a frame has come out, and says when, in the clock's nanoseconds. */
  long untilFirst() {
    while (restored == 0) {
      push();
    }
    return firstRestored;
  }
}
