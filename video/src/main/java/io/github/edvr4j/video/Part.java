package io.github.edvr4j.video;

/**
 * One of several equal parts of a clip, for machines that share the work.
 *
 * @param number which, from 1
 * @param of how many there are
 */
public record Part(int number, int of) {

  /** The only one. */
  public static final Part WHOLE = new Part(1, 1);

  /**
   * @throws IllegalArgumentException if there is no such part
   */
  public Part {
    if (number < 1 || number > of) {
      throw new IllegalArgumentException("no part %d of %d".formatted(number, of));
    }
  }

  boolean isLast() {
    return number == of;
  }

  /**
   * The segments of this part. The last part goes on to the clip's end, wherever that is.
   *
   * @param all how many segments there are in all, about
   */
  FrameRange of(long all) {
    return new FrameRange(all * (number - 1) / of, isLast() ? Long.MAX_VALUE : all * number / of);
  }
}
