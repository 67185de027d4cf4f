package io.github.edvr4j.video;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;

import java.time.Duration;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Ends what FFmpeg reads for too long without a result: a damaged index can send it to and fro in a
 * file, and a damaged stream through terabytes of nothing.
 */
final class ReadDeadline implements AutoCloseable {
  /** One for all, as functions of Java that are callable from C are few: it is told which end. */
  private static final AVIOInterruptCB.Callback_Pointer IS_OVER =
      new AVIOInterruptCB.Callback_Pointer() {
        @Override
        public int call(Pointer end) {
          return System.nanoTime() - new LongPointer(end).get() >= 0 ? 1 : 0;
        }
      };

  private final Duration limit;
  private final LongPointer end = new LongPointer(1);

  private ReadDeadline(Duration limit) {
    this.limit = limit;
    begin();
  }

  /**
   * Gives a container that is not open yet a limit.
   *
   * @param limit for what is done between two calls of {@link #begin}
   */
  static ReadDeadline of(AVFormatContext context, Duration limit) {
    ReadDeadline deadline = new ReadDeadline(limit);
    context.interrupt_callback().callback(IS_OVER).opaque(deadline.end);
    return deadline;
  }

  /** Something begins that the whole time is for. */
  void begin() {
    end.put(System.nanoTime() + limit.toNanos());
  }

  /** What FFmpeg says, or that the time was over. */
  String error(int code) {
    return code == AVERROR_EXIT
        ? "nothing came of reading it for %d seconds".formatted(limit.toSeconds())
        : FFmpeg.error(code);
  }

  @Override
  public void close() {
    end.close();
  }
}
